package org.dlmcert.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.Budget;
import org.dlmcert.certify.Deadline;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.MethodName;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.evidence.ArchimedeanEvidence;
import org.dlmcert.certify.evidence.Counterexample;
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
      "Decides whether every activation pattern gives the gradient matrix full column rank,",
      "so that every differentiable local minimum has zero training error."
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
    Instance instance = source.read(LayerNoise.GENERIC);
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
        certificate.check(claim.certificate(decided.evidence()), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      List<String> tried = new ArrayList<>(decided.tried());
      tried.add(decided.method().word() + ": decided, but the certificate is not checked");
      Report.Builder report =
          Report.undecided(
              context.command(),
              new Unfinished(stopped.words(), tried, "check FILE --max-work with a larger limit"));
      return fields(report, claim).certificate(certificate.file()).build();
    }
    Report.Builder report = context.report(
            decided.evidence() instanceof Proof ? Verdict.CERTIFIED : Verdict.REFUTED);
    fields(report, claim);
    decided.patternCount().ifPresent(c -> report.field("pattern_count", c.toString()));
    report.field("method", decided.method().word());
    if (decided.evidence() instanceof Refutation refutation) {
      refuted(report, claim, refutation);
    } else {
      report.line(FullRankWords.sentence(claim));
      report.line("  " + FullRankWords.network(claim));
      report.line("  so every differentiable local minimum has zero training error");
      report.line("  because " + FullRankWords.method(decided.evidence()));
      if (decided.evidence() instanceof ArchimedeanEvidence near) {
        LeftInverseBound.Slopes slopes = near.bound().slopes();
        report.field("slopes_covered", List.of(slopes.low().toString(), slopes.high().toString()));
        report.line("  the same certificate serves every slope in that interval, mixed ones too");
      }
    }
    decided.tried().forEach(line -> report.line("  tried " + line));
    report.line("  method: " + decided.method().word());
    report.line("  " + ((CertificateOption.Checked.Accepted) checked).words());
    return report.certificate(certificate.file()).build();
  }

  private static void refuted(
      Report.Builder report, FullRankClaim claim, Refutation refutation) {
    Counterexample counterexample = Counterexample.of(claim, refutation);
    report.field("counterexample", counterexample);
    report.line(FullRankWords.negation(claim, counterexample));
    report.line("  " + FullRankWords.network(claim));
    FullRankWords.counterexample(counterexample, refutation)
        .forEach(line -> report.line("  " + line));
    if (claim.instance().network().slope().isZero()) {
      report.line(
          "  at slope 0 this is so for every data set; single points and minima are another"
              + " question: see inspect and minima");
    }
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
        .field("pattern_bits", claim.patternBits());
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
