package org.dlmcert.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.model.LayerNoise;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert minima}: the census of all differentiable local minima. */
@Command(
    name = "minima",
    description = {
      "All differentiable local minima of a network with one hidden layer on a data set: every cell",
      "of hidden signs and output signs, with an exact minimum or the proof that it has none."
    })
final class MinimaCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--limit",
      paramLabel = "K",
      description = "The most minima to show, one for each loss. Default: 20.")
  private int limit = 20;

  @Option(
      names = "--max-choices",
      paramLabel = "K",
      description = "The most choices of a cell for each hidden unit. Default: 1000000.")
  private int maxChoices = 1_000_000;

  @Option(
      names = "--worst",
      description =
          "Only the largest loss of a minimum, from single units; without noise, at least two units.")
  private boolean worst;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep what is decided in this file, so that the census can be resumed.")
  private @Nullable Path checkpoint;

  @Option(names = "--resume", description = "Go on with the census in the checkpoint file.")
  private boolean resume;

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (limit < 0 || maxChoices < 0) {
      throw new UsageError("--limit and --max-choices: numbers from 0 expected");
    }
    context.progress().stage("reading", 0);
    CensusProblem problem;
    try {
      problem = CensusProblem.of(source.read(LayerNoise.NONE));
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    return worst ? worst(problem, context) : census(problem, context);
  }

  private Report worst(CensusProblem problem, JobContext context) throws InterruptedException {
    if (checkpoint != null || resume) {
      throw new UsageError("--checkpoint and --resume do not go with --worst");
    }
    Optional<WorstMinimum> found;
    try {
      found = WorstMinimum.of(problem, maxChoices, context.threads(), context.progress());
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": --worst: " + e.getMessage());
    }
    if (found.isEmpty()) {
      return context
          .undecided(
              "--max-choices " + maxChoices + ": one unit has more cells",
              "a larger --max-choices")
          .build();
    }
    WorstMinimum result = found.get();
    CertificateOption.Checked checked = certificate.check(result.certificate(), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      return unchecked(stopped, context);
    }
    return MinimaWords.worst(
            context.report(result.loss().isZero() ? Verdict.ALL_GLOBAL : Verdict.BAD_MINIMA),
            result)
        .line("  " + ((CertificateOption.Checked.Accepted) checked).words())
        .certificate(certificate.file())
        .build();
  }

  private Report census(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    Optional<Checkpoint> kept = checkpoint(problem);
    try {
      kept.ifPresent(
          file -> context.wouldDecide("the same command with --resume, which goes on from here"));
      Census.Outcome outcome =
          new Census(
                  problem,
                  new Census.Limits(maxChoices, context.threads()),
                  kept,
                  context.progress())
              .run();
      if (outcome instanceof Census.TooMany tooMany) {
        return tooMany(tooMany, context);
      }
      return complete(((Census.Complete) outcome).result(), context);
    } finally {
      if (kept.isPresent()) {
        kept.get().close();
      }
    }
  }

  private Optional<Checkpoint> checkpoint(CensusProblem problem) throws IOException {
    if (checkpoint == null) {
      if (resume) {
        throw new UsageError("--resume goes with --checkpoint FILE");
      }
      return Optional.empty();
    }
    if (Files.isDirectory(checkpoint)) {
      throw new UsageError(checkpoint + ": is a directory; a file name was expected");
    }
    if (resume) {
      return Optional.of(Checkpoint.resume(checkpoint, problem.instance()));
    }
    if (Files.exists(checkpoint)) {
      throw new UsageError(
          checkpoint + ": file exists; give --resume to go on with it, or name another file");
    }
    return Optional.of(Checkpoint.begin(checkpoint, problem.instance()));
  }

  private Report complete(CensusResult result, JobContext context) {
    CertificateOption.Checked checked = certificate.check(result.certificate(), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      return unchecked(stopped, context);
    }
    Verdict verdict = Verdict.valueOf(result.kind().name());
    return MinimaWords.census(context.report(verdict), result, limit)
        .line("  " + ((CertificateOption.Checked.Accepted) checked).words())
        .certificate(certificate.file())
        .build();
  }

  private Report tooMany(Census.TooMany tooMany, JobContext context) {
    List<String> would = new ArrayList<>();
    tooMany.choices().ifPresent(count -> would.add("--max-choices " + count));
    would.add("fewer samples or hidden units");
    would.add("--worst for the worst minimum without noise");
    return context
        .undecided(
            "--max-choices "
                + maxChoices
                + ": there are "
                + tooMany.choices().map(count -> count + " choices").orElse("more choices")
                + " of a cell for each hidden unit",
            String.join("; ", would))
        .build();
  }

  private Report unchecked(CertificateOption.Checked.TooMuchWork stopped, JobContext context) {
    return context
        .undecided(stopped.words(), "check FILE --max-work with a larger limit")
        .certificate(certificate.file())
        .build();
  }
}
