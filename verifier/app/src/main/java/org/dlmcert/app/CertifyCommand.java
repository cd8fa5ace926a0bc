package org.dlmcert.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dlmcert.certify.ArchimedeanEvidence;
import org.dlmcert.certify.Budget;
import org.dlmcert.certify.Certificate;
import org.dlmcert.certify.Counterexample;
import org.dlmcert.certify.Deadline;
import org.dlmcert.certify.FullRankClaim;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.MethodName;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert certify}: full column rank for every activation pattern? */
@Command(
    name = "certify",
    description = {
      "Decides whether every activation pattern gives the gradient matrix of the last hidden layer",
      "full column rank, so that every differentiable local minimum has zero training error (in",
      "deeper networks: every one in the last two layers, with the layers below held)."
    })
final class CertifyCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--patterns",
      paramLabel = "all|realizable|every-w|all-layers",
      defaultValue = "all",
      description = {
        "Which patterns: all, those of open cells, those of every w, or all of all hidden",
        "layers (which needs weights). Default: all."
      })
  private String patterns = "all";

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "auto",
      description = "auto, or one of immediate, partition, collapse, archimedean, reduction, tree.")
  private String method = "auto";

  @Option(
      names = "--max-patterns",
      paramLabel = "K",
      description =
          "Stop after trying so many patterns. Default: 2^40, or as many as can be checked.")
  private @Nullable Long maxPatterns;

  @Override
  public Report run(JobContext context) {
    PatternScope scope = chosen("--patterns", patterns, PatternScope.values(), PatternScope::word);
    Optional<MethodName> only =
        method.equals("auto")
            ? Optional.empty()
            : Optional.of(chosen("--method", method, MethodName.values(), MethodName::word));
    context.progress().stage("reading", 0);
    Instance instance = source.readInputs(LayerNoise.GENERIC, context);
    FullRankClaim claim;
    try {
      claim = FullRankClaim.of(instance, scope);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    if (maxPatterns != null && maxPatterns < 0) {
      throw new UsageError("--max-patterns " + maxPatterns + ": a number from 0 expected");
    }
    Budget budget =
        new Budget(
            maxPatterns == null ? OptionalLong.empty() : OptionalLong.of(maxPatterns),
            context.threads(),
            context.timeLeft().map(Deadline::in));
    FullRankDecision.Outcome outcome =
        only.isPresent()
            ? FullRankDecision.decide(claim, only.get(), budget, context.progress())
            : FullRankDecision.decide(claim, budget, context.progress());
    return outcome instanceof FullRankDecision.Decided decided
        ? decided(claim, decided, context)
        : undecided(claim, (FullRankDecision.Undecided) outcome, context);
  }

  private Report decided(
      FullRankClaim claim, FullRankDecision.Decided decided, JobContext context) {
    CertificateOption.Checked checked =
        certificate.check(Certificate.of(claim, decided.evidence()), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      List<String> tried = new ArrayList<>(decided.tried());
      tried.add(decided.method().word() + ": decided, but the certificate is not checked");
      Report.Builder report =
          Report.undecided(
              context.command(),
              new Unfinished(stopped.words(), tried, "check FILE --max-work with a larger limit"));
      return fields(report, claim).certificate(certificate.file()).build();
    }
    CertificateOption.Checked.Accepted accepted = (CertificateOption.Checked.Accepted) checked;
    boolean holds = decided.evidence().holds();
    Report.Builder report = context.report(holds ? Verdict.CERTIFIED : Verdict.REFUTED);
    fields(report, claim);
    decided.patternCount().ifPresent(c -> report.field("pattern_count", c.toString()));
    report.field("method", decided.method().word());
    if (holds) {
      report.line(FullRankWords.sentence(claim));
      report.line("  " + FullRankWords.network(claim));
      accepted.conclude(report);
      report.line("  because " + FullRankWords.method(decided.evidence()));
      if (decided.evidence() instanceof ArchimedeanEvidence near) {
        LeftInverseBound.Slopes slopes = near.bound().slopes();
        report.field("slopes_covered", List.of(slopes.low().toString(), slopes.high().toString()));
        report.line("  the same certificate serves every slope in that interval, mixed ones too");
      }
    } else {
      Counterexample counterexample = Counterexample.of(claim, decided.evidence());
      report.field("counterexample", counterexample.fields());
      report.line(FullRankWords.negation(claim, counterexample));
      report.line("  " + FullRankWords.network(claim));
      FullRankWords.counterexample(claim, counterexample, decided.evidence())
          .forEach(line -> report.line("  " + line));
      if (claim.instance().network().slope().isZero()) {
        report.line(
            "  at slope 0 this is so for every data set; single points and minima are another"
                + " question: see inspect and minima");
      }
    }
    decided.tried().forEach(line -> report.line("  tried " + line));
    report.line("  method: " + decided.method().word());
    report.line("  " + accepted.words());
    return report.certificate(certificate.file()).build();
  }

  private static Report undecided(
      FullRankClaim claim, FullRankDecision.Undecided open, JobContext context) {
    Report.Builder report =
        Report.undecided(
            context.command(), new Unfinished(open.limit(), open.tried(), open.wouldDecide()));
    return fields(report, claim)
        .line("Not known: " + FullRankWords.sentence(claim))
        .line("  " + FullRankWords.network(claim))
        .build();
  }

  /** The fields that describe a claim. */
  static Report.Builder fields(Report.Builder report, FullRankClaim claim) {
    return report
        .field("claim", FullRankWords.sentence(claim))
        .field("samples", claim.instance().samples())
        .field("widths", claim.instance().network().widths())
        .field("slope", claim.instance().network().slope().toString())
        .field("noise", claim.noiseWord())
        .field("patterns", claim.scope().word())
        .field("pattern_bits", claim.patternBits())
        .field("trained", new TrainedLayers(claim.instance().network()).numbers());
  }

  private static <T> T chosen(String option, String word, T[] values, Function<T, String> words) {
    return Arrays.stream(values)
        .filter(value -> words.apply(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    option
                        + " "
                        + word
                        + ": one of "
                        + Arrays.stream(values).map(words).collect(Collectors.joining(", "))
                        + " expected"));
  }
}
