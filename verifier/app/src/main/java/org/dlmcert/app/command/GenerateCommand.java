package org.dlmcert.app.command;

import java.util.Collections;
import org.dlmcert.app.argument.LayerWidths;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert generate}: a random-integer instance. */
@Command(
    name = "generate",
    header = "A random-integer instance.",
    description =
        "A random-integer instance: inputs, targets, noise and weights, uniform from -M to M "
            + "(the noise without 0, or none at all). The same seed gives the same bytes everywhere.")
public final class GenerateCommand implements Job {

  @Option(
      names = "--widths",
      required = true,
      paramLabel = "D0,D1,…,DL",
      converter = LayerWidths.OfNetwork.class,
      description = "The widths d_0, …, d_L.")
  private LayerWidths widths;

  @Option(names = "--samples", required = true, paramLabel = "N", description = "Samples.")
  private int samples;

  @Option(
      names = "--slope",
      required = true,
      paramLabel = "S",
      converter = StatedNumber.Reader.class,
      description = "The slope.")
  private StatedNumber slope;

  @Option(names = "--seed", required = true, paramLabel = "K", description = "The seed.")
  private long seed;

  @Option(
      names = "--range",
      paramLabel = "M",
      defaultValue = "99",
      description = "The largest absolute value. Default: 99.")
  private int range = 99;

  @Option(names = "--bias", description = "With biases.")
  private boolean bias;

  @Option(names = "--no-noise", description = "Without noise; the other numbers stay the same.")
  private boolean noNoise;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    InstanceReport.requireRoom(output, context);
    if (samples < 0) {
      throw new UsageError("--samples " + samples + ": a number from 0 expected");
    }
    if (range < 1 || range > RandomInstance.LARGEST_RANGE) {
      throw new UsageError(
          "--range "
              + range
              + ": a number from 1 to "
              + RandomInstance.LARGEST_RANGE
              + " expected");
    }
    Instance instance =
        new RandomInstance(new Network(widths.widths(), slope.exact(), bias), samples, range)
            .of(seed);
    return InstanceReport.of(noNoise ? withoutNoise(instance) : instance, output, context);
  }

  private static Instance withoutNoise(Instance instance) {
    return new Instance(
        instance.name(),
        instance.network(),
        instance.dataset(),
        Collections.nCopies(instance.noise().size(), LayerNoise.NONE),
        instance.weights());
  }
}
