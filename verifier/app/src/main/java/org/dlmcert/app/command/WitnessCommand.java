package org.dlmcert.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dlmcert.app.argument.LayerWidths;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.argument.WitnessPatterns;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.Shown;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.data.RankCertificate;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.proof.DiagonalEvidence;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Witness;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert witness}: the construction (B.3)–(B.6) of the paper's appendix. */
@Command(
    name = "witness",
    header = "The paper's point at which G_{L-1} has full column rank.",
    description =
        "The point of Soudry and Carmon's appendix, (B.3)–(B.6), at which G_{L-1} has full column "
            + "rank: printed, checked, and certified for every activation pattern of all layers.")
public final class WitnessCommand implements Job {
  /** Up to this many pattern bits all patterns are tried beside the diagonal argument. */
  private static final int MOST_BITS = 12;

  private static final int RANDOM_PATTERNS = 16;

  /** Larger matrices are cut to this many rows and columns. */
  private static final int SHOWN = 12;

  /** Of all layers together; more are not printed and checked in moments. */
  private static final long MOST_ENTRIES = 50_000_000;

  @Option(
      names = "--widths",
      required = true,
      paramLabel = "D0,D1,…,DL",
      converter = LayerWidths.OfNetwork.class,
      description = "The widths d_0, …, d_L = 1.")
  private LayerWidths widths;

  @Bounds
  @Option(names = "--samples", required = true, paramLabel = "N", description = "Samples.")
  private int samples;

  @Option(
      names = "--slope",
      paramLabel = "S",
      converter = StatedNumber.Reader.class,
      defaultValue = "1/100",
      description = "The slope, not 0. Default: 1/100.")
  private StatedNumber slope;

  @Option(
      names = "--pattern",
      paramLabel = "all|ones|random:K",
      converter = WitnessPatterns.Reader.class,
      defaultValue = "all",
      description =
          "all: one fixed noise for every pattern (the default). ones, random:K: the noise as the "
              + "paper prints it, made for one pattern, for these patterns.")
  private WitnessPatterns pattern;

  @Option(
      names = "--fixed-noise",
      description = "With ones or random:K: the one noise for all patterns instead.")
  private boolean fixedNoise;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed of random patterns. Default: 1.")
  private long seed = 1;

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    Rational s = slope.exact();
    if (s.isZero()) {
      throw new UsageError(
          "--slope 0: a slope other than 0 expected; at 0 no pattern set has rank N");
    }
    Network network = new Network(widths.widths(), s, false);
    if (network.outputs() != 1) {
      throw new UsageError(
          "--widths " + Widths.text(network.widths()) + ": one output expected, d_L = 1");
    }
    long most = MOST_ENTRIES / (network.hiddenUnits() + network.inputs());
    if (samples > most) {
      throw new UsageError(
          "--samples " + samples + ": a number up to " + most + " expected for these widths");
    }
    if (samples > Witness.bound(network)) {
      return pastTheBound(network, context);
    }
    Witness witness = Witness.of(network, samples);
    List<List<ActivationPattern>> tried = patterns(network);
    boolean fixed = isFixed();
    context.progress().stage("patterns", tried.size());
    RationalMatrix gradient = witness.gradient();
    for (List<ActivationPattern> one : tried) {
      RationalMatrix g = fixed ? witness.gradientUnder(one) : made(witness, network, one);
      if (MatrixRank.of(g).rank() != samples) {
        throw new IllegalStateException("the witness fails at the pattern " + one);
      }
    }
    Certificate made =
        fixed ? diagonal(witness, network) : RankCertificate.of(gradient).certificate();
    return certificate
        .prove(made, context, proved -> words(witness, network, tried, context.proved(proved)))
        .build();
  }

  private Report.Builder words(
      Witness witness,
      Network network,
      List<List<ActivationPattern>> tried,
      Report.Builder report) {
    boolean fixed = isFixed();
    fields(report, network)
        .field("noise", fixed ? "fixed" : "made for each pattern")
        .field("rank", samples)
        .field("patterns_tried", tried.size());
    report.line(
        "the witness of (B.3)-(B.6) for widths "
            + Widths.text(network.widths())
            + " has rank G_{L-1} = N = "
            + samples);
    report.line("  N ≤ d_{L-2}·d_{L-1} = " + Witness.bound(network) + ", slope " + network.slope());
    show(report, "X'", witness.inputs());
    for (int l = 1; l <= network.depth() - 2; l++) {
      show(report, "W'_" + l, witness.weights(l));
    }
    for (int l = 1; l < network.depth(); l++) {
      show(report, (fixed ? "E'_" : "A'_") + l, witness.slopes(l));
    }
    if (!fixed) {
      String which = tried.size() == 1 ? "the pattern p" : "the first pattern p";
      for (int l = 1; l < network.depth(); l++) {
        ActivationPattern first = tried.get(0).get(l - 1);
        show(
            report,
            "E'_" + l + " = A'_" + l + "/p for " + which,
            witness.noise(l, first).factors().transpose());
      }
    }
    show(report, "G'_" + (network.depth() - 1) + " (all slopes 1)", witness.gradient());
    report.line(
        fixed
            ? "  under every pattern each column keeps one nonzero entry, in a row of its own:"
                + " a product of 1 and s"
            : "  the noise A'/p makes this the matrix for each pattern p");
    return report.line("  tried " + triedWords(network, tried.size()) + ", rank N for each");
  }

  private boolean isFixed() {
    return fixedNoise || pattern instanceof WitnessPatterns.All;
  }

  private String triedWords(Network network, int count) {
    if (pattern instanceof WitnessPatterns.Ones) {
      return "the pattern of ones";
    }
    return pattern instanceof WitnessPatterns.All && bits(network) <= MOST_BITS
        ? "all " + count + " patterns"
        : count + " random patterns (seed " + seed + ")";
  }

  private Report.Builder fields(Report.Builder report, Network network) {
    return report
        .field("widths", network.widths())
        .field("samples", samples)
        .field("slope", network.slope().toString())
        .field("bound", Witness.bound(network));
  }

  /** The noise of the pattern undoes the pattern. */
  private static RationalMatrix made(
      Witness witness, Network network, List<ActivationPattern> patterns) {
    return witness.gradient(
        IntStream.range(1, network.depth())
            .mapToObj(
                l ->
                    patterns
                        .get(l - 1)
                        .slopes(witness.noise(l, patterns.get(l - 1)), network.slope()))
            .toList());
  }

  private long bits(Network network) {
    return (long) samples * network.hiddenUnits();
  }

  private List<List<ActivationPattern>> patterns(Network network) {
    if (pattern instanceof WitnessPatterns.Ones) {
      return List.of(under(network, (l, n, i) -> true));
    }
    if (pattern instanceof WitnessPatterns.All && bits(network) <= MOST_BITS) {
      return LongStream.range(0, 1L << bits(network))
          .mapToObj(mask -> under(network, (l, n, i) -> bit(network, mask, l, n, i)))
          .toList();
    }
    int count = pattern instanceof WitnessPatterns.Drawn drawn ? drawn.count() : RANDOM_PATTERNS;
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(t -> under(network, (l, n, i) -> random.nextBoolean()))
        .toList();
  }

  private boolean bit(Network network, long mask, int layer, int sample, int unit) {
    int before = 0;
    for (int l = 1; l < layer; l++) {
      before += samples * network.width(l);
    }
    return (mask >>> before + sample * network.width(layer) + unit & 1) == 1;
  }

  @FunctionalInterface
  private interface Activity {
    boolean active(int layer, int sample, int unit);
  }

  private List<ActivationPattern> under(Network network, Activity activity) {
    List<ActivationPattern> all = new ArrayList<>();
    for (int l = 1; l < network.depth(); l++) {
      int layer = l;
      all.add(
          ActivationPattern.of(samples, network.width(l), (n, i) -> activity.active(layer, n, i)));
    }
    return all;
  }

  /** proofs/format.md, 5.19. */
  private static Certificate diagonal(Witness witness, Network network) {
    PatternScope scope = network.depth() == 2 ? PatternScope.ALL : PatternScope.ALL_LAYERS;
    return FullRankClaim.of(witness.instance(), scope).certificate(new DiagonalEvidence());
  }

  /** One sample too many: no point of these widths has rank N. */
  private Report pastTheBound(Network network, JobContext context)
      throws IOException, InterruptedException {
    Instance instance =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(
                RationalMatrix.of(samples, network.inputs(), (n, j) -> Rational.ONE),
                Optional.empty()),
            Collections.nCopies(network.depth() - 1, LayerNoise.GENERIC),
            Optional.empty());
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
    FullRankDecision.Decided decided =
        (FullRankDecision.Decided)
            FullRankDecision.decide(claim, Budget.DEFAULT, context.progress());
    int last = network.depth() - 1;
    return certificate
        .prove(
            claim.certificate(decided.evidence()),
            context,
            proved ->
                fields(context.proved(proved), network)
                    .line("there is no witness: N = " + samples + " > " + Witness.bound(network))
                    .line(
                        "  G_{L-1} has d_{L-2}·d_{L-1} = "
                            + network.width(last - 1)
                            + "·"
                            + network.width(last)
                            + " = "
                            + Shown.count(Witness.bound(network), "row")
                            + ", so its "
                            + samples
                            + " columns are dependent")
                    .line("  for every input, noise, weight and activation pattern")
                    .line("  the certificate says so for inputs that are all 1"))
        .build();
  }

  private static void show(Report.Builder report, String name, RationalMatrix matrix) {
    report.line("  " + name + " (" + matrix.shape() + "):");
    int columns = Math.min(matrix.columns(), 2 * SHOWN);
    for (int i = 0; i < Math.min(matrix.rows(), SHOWN); i++) {
      StringBuilder row = new StringBuilder("   ");
      for (int j = 0; j < columns; j++) {
        row.append(' ').append(matrix.get(i, j));
      }
      report.line(row.append(columns < matrix.columns() ? " …" : "").toString());
    }
    if (matrix.rows() > SHOWN) {
      report.line("    … " + (matrix.rows() - SHOWN) + " more rows");
    }
  }
}
