package org.dlmcert.app;

import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dlmcert convert}: an instance or a data set as instance JSON. */
@Command(
    name = "convert",
    description = "Writes an instance, or a data set with a network, as instance JSON.")
final class ConvertCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    InstanceReport.requireRoom(output, context);
    context.progress().stage("reading", 0);
    return InstanceReport.of(source.read(LayerNoise.GENERIC, context), output, context);
  }
}
