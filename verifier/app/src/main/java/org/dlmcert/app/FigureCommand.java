package org.dlmcert.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert figure}: the experiments of the paper's figures, with exact ranks. */
@Command(
    name = "figure",
    description = {
      "Reproduces Figure 6.1 (final classification error against d²/N) or Figure 6.2 (gradient",
      "descent to a differentiable local minimum) and checks the end points exactly. Writes PNG,",
      "SVG, CSV and a Markdown table into a folder."
    })
final class FigureCommand implements Job {

  @Parameters(arity = "1", paramLabel = "6.1|6.2", description = "Which figure.")
  private String figure = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder for the files; it is made where it is missing.")
  private @Nullable Path folder;

  @Option(names = "--quick", description = "A small setting: under two minutes on two cores.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--samples",
      paramLabel = "N1,N2,…",
      description = "6.1: the numbers of samples. Default: 100,400,1000; with --quick 100,400.")
  private @Nullable String samples;

  @Option(
      names = "--repetitions",
      paramLabel = "K",
      description =
          "6.1: repetitions of every point. Default: 30; with --quick 5. 6.2: descents, from the"
              + " seed on. Default: 20; with --quick 8.")
  private @Nullable Integer repetitions;

  @Option(
      names = "--epochs",
      paramLabel = "K",
      description = "6.1: the most epochs. Default: 4000; with --quick 2000.")
  private @Nullable Integer epochs;

  @Option(
      names = "--mnist",
      paramLabel = "FOLDER",
      description =
          "6.1: MNIST's IDX files; examples/fetch-mnist.sh fetches them. Default: 8×8 digits.")
  private @Nullable Path mnist;

  @Option(
      names = "--polish",
      description = "6.2: also write the exact rational minimum near the end, as instance JSON.")
  private boolean polish;

  @Option(names = "--resume", description = "6.1: go on from the checkpoint in the folder.")
  private boolean resume;

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (folder == null) {
      throw new UsageError("-o FOLDER expected");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageError(folder + ": is a file; a folder was expected");
    }
    if (repetitions != null && (repetitions < 1 || repetitions > 1000)) {
      throw new UsageError("--repetitions " + repetitions + ": a number from 1 to 1000 expected");
    }
    return switch (figure) {
      case "6.1" -> {
        refuse(polish, "--polish");
        yield new ErrorCurveFigure(folder, quick, seed, samples, repetitions, epochs, mnist, resume)
            .run(context);
      }
      case "6.2" -> {
        refuse(mnist != null, "--mnist");
        refuse(samples != null, "--samples");
        refuse(epochs != null, "--epochs");
        refuse(resume, "--resume");
        yield new DescentFigure(folder, quick, seed, repetitions, polish).run(context);
      }
      default -> throw new UsageError("figure " + figure + ": 6.1 or 6.2 expected");
    };
  }

  private void refuse(boolean given, String option) {
    if (given) {
      throw new UsageError(option + " is not for figure " + figure);
    }
  }
}
