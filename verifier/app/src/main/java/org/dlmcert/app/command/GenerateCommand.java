package org.dlmcert.app.command;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.dlmcert.app.argument.LayerWidths;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.array.RandomBytes;
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
  private static final int DEFAULT_RANGE = 99;

  @Option(
      names = "--widths",
      required = true,
      paramLabel = "D0,D1,…,DL",
      converter = LayerWidths.OfNetwork.class,
      description = "The widths d_0, …, d_L.")
  private LayerWidths widths;

  @Bounds
  @Option(names = "--samples", required = true, paramLabel = "N", description = "Samples.")
  private int samples;

  @Option(
      names = "--slope",
      paramLabel = "S",
      converter = StatedNumber.Reader.class,
      description = "The slope.")
  private Optional<StatedNumber> slope = Optional.empty();

  @Option(names = "--seed", required = true, paramLabel = "K", description = "The seed.")
  private long seed;

  @Bounds(least = 1, most = RandomInstance.LARGEST_RANGE)
  @Option(
      names = "--range",
      paramLabel = "M",
      defaultValue = "99",
      description = "The largest absolute value. Default: 99.")
  private int range = DEFAULT_RANGE;

  @Option(names = "--bias", description = "With biases.")
  private boolean bias;

  @Option(names = "--no-noise", description = "Without noise; the other numbers stay the same.")
  private boolean noNoise;

  @Option(
      names = "--npy",
      description =
          "Instead of an instance an NPY array of 8-bit inputs, samples × d_0, written as it is "
              + "made: -o FILE may be larger than memory.")
  private boolean npy;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    if (!npy) {
      InstanceReport.requireRoom(output, context);
    }
    if (npy) {
      return array(context);
    }
    Rational s = slope.orElseThrow(() -> new UsageError("--slope S expected")).exact();
    Instance instance =
        new RandomInstance(new Network(widths.widths(), s, bias), samples, range).of(seed);
    return InstanceReport.of(noNoise ? withoutNoise(instance) : instance, output, context);
  }

  private Report array(JobContext context) {
    Path file =
        output
            .file()
            .orElseThrow(() -> new UsageError("--npy: the file of the array, -o FILE, expected"));
    if (slope.isPresent() || bias || noNoise || range != DEFAULT_RANGE) {
      throw new UsageError("--npy goes with --widths, --samples, --seed and -o alone");
    }
    int columns = widths.widths().get(0);
    context
        .outputs()
        .stage(file, out -> new RandomBytes(samples, columns, seed).write(out, context.progress()));
    return context
        .done()
        .field("samples", samples)
        .field("inputs", columns)
        .field("output", file.toString())
        .line("array: " + file + ", " + samples + "×" + columns + " numbers from 0 to 255")
        .build();
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
