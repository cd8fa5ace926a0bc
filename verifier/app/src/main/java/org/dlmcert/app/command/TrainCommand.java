package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.app.argument.Decimal;
import org.dlmcert.app.option.GivenNoise;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.LossDefinition;
import org.dlmcert.app.words.Shown;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.network.Threshold;
import org.dlmcert.numeric.train.Adam;
import org.dlmcert.numeric.train.GradientDescent;
import org.dlmcert.numeric.train.Optimizer;
import org.dlmcert.numeric.train.Training;
import org.dlmcert.numeric.train.UniformInitialization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert train}: weights by Adam or gradient descent, in double. */
@Command(
    name = "train",
    header = "Trains a network in double precision.",
    description =
        "Trains a network in double precision and writes the instance with its weights as NPZ, which "
            + "compare reads. Weights of the instance, where given, are the start; otherwise they "
            + "are drawn uniformly with mean 0 and variance 2/d. The same seed gives the same bytes. "
            + "Where the targets have two values, such as -1 and 1 or 0 and 1, the classes are divided at "
            + "their middle, else at 0.",
    footer = {
      "",
      "Examples:",
      "  dlmcert train random.json -o trained.npz",
      "  dlmcert train random.json -o trained.npz --optimizer gd --rate 0.05 --epochs 20000",
      "  dlmcert train --data points.csv --target-column last --hidden 8 --slope 0",
      "          --stop-when-classified -o trained.npz",
      "  dlmcert inspect trained.npz --polish              what is exactly true where it ended"
    })
public final class TrainCommand implements Job {
  private static final int BATCH = 25;
  private static final double ADAM_RATE = 0.01;
  private static final double GD_RATE = 0.1;

  private static final int MOST_EPOCHS = 100_000_000;
  private static final int STEPS = 1000;

  /** The optimizers, by the words of the command line. */
  enum Method {
    /** Adam on mini-batches. */
    ADAM,
    /** Plain gradient descent. */
    GD
  }

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--optimizer",
      paramLabel = "adam|gd",
      defaultValue = "adam",
      description = "Adam (0.9, 0.99, 1e-8) or plain gradient descent. Default: adam.")
  private Method method = Method.ADAM;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Decimal.Positive.class,
      description = "The step size. Default: 0.01 for adam, 0.1 for gd.")
  private Optional<Double> rate = Optional.empty();

  @Bounds(least = 1)
  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Samples of a mini-batch. Default: 25 for adam, all for gd.")
  private Optional<Integer> batch = Optional.empty();

  @Bounds(most = MOST_EPOCHS)
  @Option(
      names = "--epochs",
      paramLabel = "K",
      defaultValue = "4000",
      description = "The most epochs. Default: 4000.")
  private int epochs = 4000;

  @Bounds
  @Option(
      names = "--decay-after",
      paramLabel = "K",
      description = "gd: multiply the rate by --decay after every epoch from the K-th on.")
  private Optional<Integer> decayAfter = Optional.empty();

  @Option(
      names = "--decay",
      paramLabel = "F",
      converter = Decimal.UpToOne.class,
      defaultValue = "0.999",
      description = "gd: the factor. Default: 0.999.")
  private double decay = 0.999;

  @Option(
      names = "--stop-when-classified",
      description = "Stop when every output is on the side of its target.")
  private boolean stop;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed. Default: 1.")
  private long seed = 1;

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    check();
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.read(source, context);
    if (instance.dataset().targets().isEmpty()) {
      throw new UsageError(
          source.source() + ": targets: training needs targets, and there are none");
    }
    FloatNetwork network = FloatNetwork.of(instance.network());
    FloatData data = FloatData.of(instance);
    Random random = new Random(seed);
    FloatWeights weights =
        instance
            .weights()
            .map(w -> FloatWeights.of(network, w))
            .orElseGet(() -> UniformInitialization.of(network, random));
    context.progress().stage("training", STEPS);
    Training.Goal goal = stop ? Training.Goal.NO_MISCLASSIFICATION : Training.Goal.ALL_EPOCHS;
    Training.Result result =
        new Training(batchSize(data.samples()), epochs, goal)
            .run(
                weights,
                data,
                optimizer(network),
                random,
                (epoch, w, r) -> context.progress().step((long) epoch * STEPS / epochs));
    return report(instance, result, context);
  }

  private Report report(Instance instance, Training.Result result, JobContext context)
      throws IOException {
    int samples = instance.samples();
    double mse = samples == 0 ? 0 : result.loss().mse(samples);
    if (!Double.isFinite(mse)) {
      return context
          .undecided(
              "the loss is no finite number after " + Shown.count(result.epochs(), "epoch"),
              "a smaller --rate")
          .build();
    }
    Instance trained =
        new Instance(
            instance.name(),
            instance.network(),
            instance.dataset(),
            instance.noise(),
            Optional.of(result.weights().exact()));
    Threshold threshold = Threshold.of(FloatData.of(trained).targets());
    Report.Builder report =
        context
            .done()
            .field("samples", samples)
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString())
            .field("seed", seed)
            .field("epochs", result.epochs())
            .field("mse", Double.toString(mse))
            .field("misclassified", result.loss().errors())
            .field("threshold", Double.toString(threshold.value()))
            .line("trained " + Shown.count(result.epochs(), "epoch") + ", seed " + seed)
            .line("  MSE " + mse + " (in double)")
            .line(
                "  misclassified "
                    + result.loss().errors()
                    + " of "
                    + samples
                    + ", outputs and targets divided at "
                    + words(threshold));
    LossDefinition.add(report, instance);
    if (output.file().isPresent()) {
      context.outputs().stage(output.file().get(), InstanceArchive.bytes(trained));
      report
          .field("output", output.file().get().toString())
          .line("instance with weights: " + output.file().get());
    } else {
      report.field("output", null).line("give -o FILE.npz to keep the weights");
    }
    return report.build();
  }

  private static String words(Threshold threshold) {
    String value = Double.toString(threshold.value()).replaceAll("[.]0$", "");
    return threshold.values() == 2
        ? value + ", the middle of the two values of the targets"
        : value
            + ", as the targets have "
            + (threshold.values() > 2 ? "more than two values" : "fewer than two values");
  }

  private void check() {
    if (decayAfter.isPresent() && method == Method.ADAM) {
      throw new UsageError("--decay-after goes with --optimizer gd");
    }
  }

  private int batchSize(int samples) {
    int all = Math.max(1, samples);
    return Math.min(all, batch.orElse(method == Method.GD ? all : BATCH));
  }

  private Optimizer optimizer(FloatNetwork network) {
    return switch (method) {
      case ADAM -> new Adam(network, rate.orElse(ADAM_RATE));
      case GD ->
          new GradientDescent(rate.orElse(GD_RATE), decayAfter.orElse(Integer.MAX_VALUE), decay);
    };
  }
}
