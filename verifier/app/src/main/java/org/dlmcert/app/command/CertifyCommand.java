package org.dlmcert.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.dlmcert.app.argument.ClaimWords;
import org.dlmcert.app.argument.MethodChoice;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.LossOption;
import org.dlmcert.app.option.OutputBiasesOption;
import org.dlmcert.app.option.TooMuchWork;
import org.dlmcert.app.option.UnitOptions;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.CertifyAnswer;
import org.dlmcert.app.words.FullRankWords;
import org.dlmcert.app.words.PatternCount;
import org.dlmcert.app.words.PatternList;
import org.dlmcert.app.words.ServedSlopes;
import org.dlmcert.app.words.Shown;
import org.dlmcert.app.words.TrainedLayers;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.EveryPatternAlone;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.MinimaScope;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Deadline;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.task.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert certify}: full column rank for every activation pattern? */
@Command(
    name = "certify",
    header = "Whether every activation pattern gives full column rank.",
    description =
        "Decides whether every activation pattern gives the gradient matrix of the last hidden layer "
            + "full column rank, so that every differentiable local minimum has zero training error (in "
            + "deeper networks: every one in the last two layers, with the layers below held; with "
            + "several outputs: every one in the last hidden layer's weights, with all others held). "
            + "Where the evidence says so, this is said of all local minima, kinks included.")
public final class CertifyCommand implements Job {
  private static final Set<MethodName> KEPT = Set.of(MethodName.REDUCTION, MethodName.TREE);

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private UnitOptions units = new UnitOptions();

  @Mixin private LossOption loss = new LossOption();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--patterns",
      paramLabel = "all|realizable|every-w|all-layers",
      converter = ClaimWords.Scopes.class,
      defaultValue = "all",
      description =
          "Which patterns: all, those of open cells, those of every w, or all of all hidden "
              + "layers (which needs weights). Default: all.")
  private PatternScope patterns;

  @Option(
      names = "--output-weights",
      paramLabel = "given|generic",
      converter = ClaimWords.HeldOutputs.class,
      description =
          "With several outputs: the output weights are held, at the given values or at almost every "
              + "value. Default: given, if the instance has weights.")
  private Optional<OutputWeights> outputWeights = Optional.empty();

  @Mixin private OutputBiasesOption outputBiases = new OutputBiasesOption();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      converter = MethodChoice.Reader.class,
      defaultValue = "auto",
      description =
          "auto, or one of immediate, partition, collapse, archimedean, reduction, tree; or exhaustive: "
              + "every pattern by itself, by elimination over the integers.")
  private MethodChoice method;

  @Option(
      names = "--minima",
      paramLabel = "differentiable|all",
      converter = ClaimWords.Minima.class,
      defaultValue = "differentiable",
      description =
          "all: only evidence that is about all local minima, kinks included, will do. Default: "
              + "differentiable, any evidence; the result says what it is about.")
  private MinimaScope minima;

  @Bounds
  @Option(
      names = "--max-patterns",
      paramLabel = "K",
      description =
          "Stop after trying so many patterns. Default: 2^40, or as many as can be checked; with "
              + "exhaustive 2^20.")
  private Optional<Long> maxPatterns = Optional.empty();

  @Option(
      names = "--list",
      description =
          "With --method exhaustive: show each pattern with a nonzero minor, or its rank.")
  private boolean list;

  @Mixin private CheckpointOption checkpoint = new CheckpointOption();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    boolean exhaustive = method instanceof MethodChoice.Exhaustive;
    if (list && !exhaustive) {
      throw new UsageError("--list goes with --method exhaustive");
    }
    if (exhaustive && minima == MinimaScope.ALL) {
      throw new UsageError(
          "--method exhaustive tries patterns, which say nothing about kinks; --minima all goes with"
              + " the other methods");
    }
    context.progress().stage("reading", 0);
    Instance instance = source.readGeneral(LayerNoise.GENERIC, units, loss, context);
    FullRankClaim claim;
    try {
      claim = claim(instance);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    Budget budget =
        new Budget(
            maxPatterns.map(OptionalLong::of).orElseGet(OptionalLong::empty),
            workers(instance, context),
            context.timeLeft().map(Deadline::in));
    if (exhaustive) {
      return exhaustive(claim, budget, context);
    }
    FullRankDecision.Outcome outcome = outcome(claim, budget, context);
    if (outcome instanceof FullRankDecision.Decided decided) {
      return decided(claim, CertifyAnswer.of(decided), context);
    }
    FullRankDecision.Undecided open = goingOn((FullRankDecision.Undecided) outcome);
    return minima == MinimaScope.ALL
        ? undecidedKinks(claim, open, context)
        : undecided(claim, open, context).build();
  }

  /** With a checkpoint, more patterns need not be all patterns again. */
  private FullRankDecision.Undecided goingOn(FullRankDecision.Undecided open) {
    return checkpoint.isGiven() && open.wouldDecide().contains("--max-patterns")
        ? new FullRankDecision.Undecided(
            open.limit(),
            open.tried(),
            open.wouldDecide() + "; with --resume it goes on from the checkpoint")
        : open;
  }

  /** Those who do the tasks; with a checkpoint, what it knows is not done again. */
  private Workers workers(Instance instance, JobContext context)
      throws IOException, InterruptedException {
    if (checkpoint.isGiven() && (!isKept() || patterns == PatternScope.REALIZABLE)) {
      throw new UsageError(
          "--checkpoint and --resume go with --method auto, reduction or tree, and not with"
              + " --patterns realizable: what they keep is a tree of patterns");
    }
    return checkpoint.remembering(cluster.workers(context), instance, context);
  }

  private boolean isKept() {
    return method instanceof MethodChoice.Auto
        || (method instanceof MethodChoice.Only one && KEPT.contains(one.name()));
  }

  private FullRankDecision.Outcome outcome(FullRankClaim claim, Budget budget, JobContext context) {
    Optional<MethodName> only =
        method instanceof MethodChoice.Only one ? Optional.of(one.name()) : Optional.empty();
    if (minima == MinimaScope.ALL) {
      return FullRankDecision.decideForAllMinima(claim, only, budget, context.progress());
    }
    return only.isPresent()
        ? FullRankDecision.decide(claim, only.get(), budget, context.progress())
        : FullRankDecision.decide(claim, budget, context.progress());
  }

  private FullRankClaim claim(Instance instance) {
    Optional<OutputWeights> byDefault =
        outputBiases.chosen() == OutputBiases.HELD
            ? Optional.empty()
            : Optional.of(OutputWeights.ofInstance(instance));
    return outputWeights
        .or(() -> byDefault)
        .map(held -> FullRankClaim.ofOutputs(instance, patterns, held, outputBiases.chosen()))
        .orElseGet(() -> FullRankClaim.of(instance, patterns));
  }

  private Report exhaustive(FullRankClaim claim, Budget budget, JobContext context)
      throws IOException, InterruptedException {
    PatternList patterns = new PatternList();
    long most = budget.chosenPatterns().orElse(EveryPatternAlone.MOST_PATTERNS);
    EveryPatternAlone.Outcome outcome =
        new EveryPatternAlone(claim, context.progress())
            .run(list ? Math.min(most, PatternList.MOST) : most, list ? patterns::add : one -> {});
    if (outcome instanceof EveryPatternAlone.Inapplicable no) {
      return undecided(
              claim,
              new FullRankDecision.Undecided(no.because(), List.of(), "--method auto"),
              context)
          .field("patterns_tried", "0")
          .build();
    }
    if (outcome instanceof EveryPatternAlone.TooMany many) {
      return undecided(claim, tooMany(many, most), context).field("patterns_tried", "0").build();
    }
    EveryPatternAlone.Finished finished = (EveryPatternAlone.Finished) outcome;
    Consumer<Report.Builder> more =
        report -> {
          report.field("patterns_tried", String.valueOf(finished.tried()));
          report.field("patterns_deficient", String.valueOf(finished.deficient()));
          report.line(
              "  tried "
                  + Shown.count(finished.tried(), "pattern")
                  + ", each by itself, by elimination over the integers; deficient: "
                  + finished.deficient());
          if (list) {
            patterns.addTo(report);
          }
        };
    Optional<FullRankDecision.Decided> other =
        finished.evidence().isPresent() ? Optional.empty() : certifiable(claim, budget, context);
    if (finished.evidence().isEmpty() && other.isEmpty()) {
      Report.Builder report =
          undecided(
              claim,
              new FullRankDecision.Undecided(
                  "no certificate says that patterns of several layers were tried one by one",
                  List.of(
                      "exhaustive: "
                          + Shown.count(finished.tried(), "pattern")
                          + ", all that there are: none is deficient"),
                  "no limit that can be raised: every pattern was tried, and there is nothing that"
                      + " the checker could check"),
              context);
      more.accept(report);
      return report.build();
    }
    Evidence evidence =
        finished.evidence().orElseGet(() -> other.map(FullRankDecision.Decided::evidence).get());
    List<String> tried =
        other.map(d -> List.of("certificate: by " + d.method().word())).orElse(List.of());
    return decided(
        claim,
        new CertifyAnswer(
            evidence,
            Optional.of("the matrix of each has a nonzero minor of all its columns"),
            MethodChoice.Exhaustive.WORD,
            Optional.empty(),
            tried,
            more),
        context);
  }

  /** The claim is known to hold: a certificate for it by another method, if there is one. */
  private static Optional<FullRankDecision.Decided> certifiable(
      FullRankClaim claim, Budget budget, JobContext context) {
    if (!(FullRankDecision.decide(claim, budget, context.progress())
        instanceof FullRankDecision.Decided decided)) {
      return Optional.empty();
    }
    if (decided.evidence() instanceof Refutation) {
      throw new IllegalStateException(
          decided.method().word() + " refutes what holds for every pattern");
    }
    return Optional.of(decided);
  }

  private FullRankDecision.Undecided tooMany(EveryPatternAlone.TooMany many, long most) {
    boolean byList = list && most > PatternList.MOST;
    String count = (many.exact() ? "" : "more than ") + PatternCount.words(many.count());
    return new FullRankDecision.Undecided(
        byList
            ? "--list shows at most " + PatternList.MOST + " patterns, and there are " + count
            : "--max-patterns " + most + ", and there are " + count,
        List.of(),
        byList
            ? "exhaustive without --list, or --method auto"
            : many.exact() && many.count().bitLength() <= PatternCount.FEASIBLE_BITS
                ? "--max-patterns " + many.count() + " and time for as many, or --method auto"
                : "perhaps --method auto: so many patterns cannot be tried one by one");
  }

  private Report decided(FullRankClaim claim, CertifyAnswer decided, JobContext context)
      throws IOException, InterruptedException {
    return certificate
        .prove(
            claim.certificate(decided.evidence()),
            context,
            stopped -> fields(notChecked(stopped, decided, context), claim),
            proved -> found(proved, claim, decided, context))
        .build();
  }

  private static Report.Builder notChecked(
      TooMuchWork stopped, CertifyAnswer decided, JobContext context) {
    List<String> tried = new ArrayList<>(decided.tried());
    tried.add(decided.method() + ": decided, but the certificate is not checked");
    return Report.undecided(
        context.command(), new Unfinished(stopped.words(), tried, stopped.wouldDecide()));
  }

  private static Report.Builder found(
      Proved proved, FullRankClaim claim, CertifyAnswer decided, JobContext context) {
    Report.Builder report = fields(context.proved(proved), claim);
    decided.patternCount().ifPresent(c -> report.field("pattern_count", c.toString()));
    report.field("method", decided.method());
    if (decided.evidence() instanceof Refutation refutation) {
      FullRankWords.refutation(report, claim, refutation);
      if (claim.instance().network().slope().isZero()) {
        report.line(
            "  at slope 0 this is so for every data set; single points and minima are another"
                + " question: see inspect and minima");
      }
    } else {
      FullRankWords.scope(report, claim, decided.evidence());
      report.line(FullRankWords.sentence(claim));
      report.line("  " + FullRankWords.network(claim));
      report.conclusion(proved);
      report.line("  because " + decided.because().orElseGet(() -> EvidenceWords.brief(proved)));
      if (decided.evidence() instanceof ArchimedeanEvidence near) {
        ServedSlopes slopes = ServedSlopes.of(claim, near);
        report.field("slopes_covered", List.of(slopes.low().toString(), slopes.high().toString()));
        report.line("  " + slopes.words(claim.instance().network()));
      }
      if (decided.evidence() instanceof TreeEvidence tree) {
        report.line("  patterns tried, up to symmetry: " + tree.found().tried());
      }
    }
    decided.tried().forEach(line -> report.line("  tried " + line));
    decided.more().accept(report);
    return report.line("  method: " + decided.method());
  }

  private static Report.Builder undecided(
      FullRankClaim claim, FullRankDecision.Undecided open, JobContext context) {
    Report.Builder report =
        Report.undecided(
            context.command(), new Unfinished(open.limit(), open.tried(), open.wouldDecide()));
    return fields(report, claim)
        .line("Not known: " + FullRankWords.sentence(claim))
        .line("  " + FullRankWords.network(claim));
  }

  /** The patterns may well be known to have full column rank. */
  private static Report undecidedKinks(
      FullRankClaim claim, FullRankDecision.Undecided open, JobContext context) {
    Report.Builder report =
        Report.undecided(
            context.command(), new Unfinished(open.limit(), open.tried(), open.wouldDecide()));
    return fields(report, claim)
        .line("Not known: every local minimum, kinks included, has zero training error.")
        .line("  " + FullRankWords.network(claim))
        .build();
  }

  /** The fields that describe a claim. */
  static Report.Builder fields(Report.Builder report, FullRankClaim claim) {
    Report.Builder fields =
        report
            .field("claim", FullRankWords.sentence(claim))
            .field("samples", claim.instance().samples())
            .field("widths", claim.instance().network().widths())
            .field("slope", claim.instance().network().slope().toString())
            .field("noise", claim.noiseWord())
            .field("patterns", claim.scope().word())
            .field("pattern_bits", claim.patternBits());
    if (claim.outputWeights() != OutputWeights.ABSORBED) {
      int outputs = claim.instance().network().outputs();
      fields
          .field("output_weights", claim.outputWeights().word())
          .field("output_biases", claim.outputBiases().word())
          .field("columns", (long) claim.instance().samples() * outputs);
    }
    if (claim.instance().network().isMaxout()) {
      fields.field("pieces", claim.instance().network().pieces());
    }
    return fields.field("trained", new TrainedLayers(claim).numbers());
  }
}
