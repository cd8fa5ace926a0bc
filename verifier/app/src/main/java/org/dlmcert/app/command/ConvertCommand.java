package org.dlmcert.app.command;

import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dlmcert convert}: an instance or a data set as instance JSON. */
@Command(
    name = "convert",
    header = "Writes an instance, or a data set with a network, as instance JSON.")
public final class ConvertCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    InstanceReport.requireRoom(output, context);
    context.progress().stage("reading", 0);
    return InstanceReport.of(source.read(LayerNoise.GENERIC, context), output, context);
  }
}
