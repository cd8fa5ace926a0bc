package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.app.report.Report;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.certify.refutation.OwnMinimumEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Network;
import org.dlmcert.model.Widths;
import org.dlmcert.pattern.ActivationPattern;

/** A claim about all activation patterns, in words. */
public final class FullRankWords {

  private FullRankWords() {}

  /** The claim as one sentence, whether or not it is true. */
  public static String sentence(FullRankClaim claim) {
    return "Every "
        + patterns(claim)
        + " gives the gradient matrix ("
        + shape(claim)
        + ") full column rank"
        + noise(claim)
        + held(claim)
        + ".";
  }

  /** Adds the field that says of which local minima something follows. */
  public static void scope(Report.Builder report, FullRankClaim claim, Evidence proof) {
    report.field(
        "scope", claim.coversAllMinima(proof) ? "all local minima" : "differentiable local minima");
  }

  /** What a refutation says, as one sentence. */
  private static String negation(FullRankClaim claim, Counterexample counterexample) {
    String matrix = "the gradient matrix (" + shape(claim) + ") full column rank";
    if (counterexample instanceof Counterexample.CrowdedPairs) {
      return noNoise(claim)
          + (claim.noiseWord().equals("given") ? " with these zeros" : "")
          + " and no "
          + pattern(claim)
          + " gives "
          + matrix
          + held(claim)
          + ".";
    }
    if (counterexample instanceof Counterexample.EqualPieces) {
      return "Some choice of pieces does not give " + matrix + noise(claim) + held(claim) + ".";
    }
    if ((counterexample instanceof Counterexample.CrowdedSamples
            || counterexample instanceof Counterexample.FewUnits)
        && !claim.instance().network().slope().isZero()) {
      boolean freeBelow =
          claim.instance().network().depth() > 2 && claim.instance().weights().isEmpty();
      return freeBelow
          ? "No noise, no weights below"
              + (claim.outputWeights() == OutputWeights.ABSORBED ? "" : ", no output weights")
              + " and no activation pattern gives "
              + matrix
              + "."
          : noNoise(claim)
              + (claim.outputWeights() == OutputWeights.ABSORBED ? "" : ", no output weights")
              + " and no "
              + pattern(claim)
              + " gives "
              + matrix
              + (claim.outputBiases() == OutputBiases.TRAINED
                  ? ", with the output biases trained."
                  : ".");
    }
    String scope =
        switch (claim.scope()) {
          case ALL -> "Some activation pattern";
          case ALL_LAYERS -> "Some activation pattern of all hidden layers";
          case REALIZABLE, EVERY_W -> "Some pattern of weights";
        };
    return scope + " does not give " + matrix + noise(claim) + held(claim) + ".";
  }

  private static String noNoise(FullRankClaim claim) {
    return claim.noiseWord().equals("mixed") ? "No noise where it is not given" : "No noise";
  }

  private static String pattern(FullRankClaim claim) {
    return claim.instance().network().isMaxout() ? "choice of pieces" : "activation pattern";
  }

  /** What is said of the output weights where they are held. */
  private static String held(FullRankClaim claim) {
    String biases =
        claim.outputBiases() == OutputBiases.TRAINED ? " and the output biases trained" : "";
    return switch (claim.outputWeights()) {
      case ABSORBED -> "";
      case GIVEN -> ", with the output weights held" + biases;
      case GENERIC -> ", with the output weights held at almost every value" + biases;
    };
  }

  private static String patterns(FullRankClaim claim) {
    if (claim.instance().network().isMaxout()) {
      return "one of the "
          + claim.instance().network().pieces()
          + "^"
          + claim.patternBits()
          + " choices of pieces";
    }
    String all = "2^" + claim.patternBits() + " activation patterns";
    return switch (claim.scope()) {
      case ALL -> "one of the " + all;
      case REALIZABLE -> "realizable one of the " + all;
      case ALL_LAYERS -> "one of the " + all + " of all hidden layers";
      case EVERY_W -> "one of the " + all + " that some weights have";
    };
  }

  private static String shape(FullRankClaim claim) {
    Network network = claim.instance().network();
    int last = network.depth() - 1;
    int below = network.width(last - 1) + (network.bias() ? 1 : 0);
    int biases = claim.outputBiases() == OutputBiases.TRAINED ? network.outputs() : 0;
    return (long) network.width(last) * below
        + biases
        + "×"
        + (long) claim.instance().samples() * network.outputs();
  }

  private static String noise(FullRankClaim claim) {
    Network network = claim.instance().network();
    String weights =
        network.depth() > 2 && claim.instance().weights().isEmpty()
            ? " and almost all weights below"
            : "";
    return switch (claim.noiseWord()) {
      case "generic" -> ", for almost every noise" + weights;
      case "none" -> ", without noise";
      case "given" -> ", for the given noise";
      default -> ", for the given noise of some layers and almost every noise of the others";
    };
  }

  /** The network in a few words. */
  public static String network(FullRankClaim claim) {
    Network network = claim.instance().network();
    return Shown.count(claim.instance().samples(), "sample")
        + ", widths "
        + Widths.text(network.widths())
        + (network.isMaxout()
            ? ", maxout units of " + network.pieces() + " pieces"
            : ", slope " + network.slope())
        + (network.bias() ? ", with biases" : "");
  }

  /** Adds what is refuted, and by what, as a field and in lines. */
  public static Report.Builder refutation(
      Report.Builder report, FullRankClaim claim, Refutation refutation) {
    Counterexample counterexample = Counterexample.of(claim, refutation);
    report
        .field("counterexample", counterexample)
        .line(negation(claim, counterexample))
        .line("  " + network(claim));
    counterexample(claim, counterexample, refutation).forEach(line -> report.line("  " + line));
    return report;
  }

  /** A counterexample, for people. */
  private static List<String> counterexample(
      FullRankClaim claim, Counterexample counterexample, Evidence evidence) {
    if (counterexample instanceof Counterexample.CrowdedPairs crowded) {
      long pairs = crowded.pairs().stream().mapToLong(List::size).sum();
      return List.of(
          Shown.count(pairs, "pair")
              + " of units and samples: the inputs of these, unit by unit, and the output"
              + " weights of all other pairs, sample by sample, leave room for "
              + Shown.count(crowded.room(), "independent gradient")
              + ", and they are "
              + crowded.columns()
              + ".");
    }
    if (counterexample instanceof Counterexample.FewUnits few) {
      return List.of(
          few.outputs()
              + " outputs and "
              + Shown.count(few.width(), "unit")
              + ": some combination of the outputs does not depend on the units, only on the biases,"
              + " which are the same for samples "
              + few.samples().get(0)
              + " and "
              + few.samples().get(1)
              + ".");
    }
    if (counterexample instanceof Counterexample.EqualPieces equal) {
      return List.of(
          "every unit uses the same piece on all samples",
          "null vector: " + vector(equal.nullVector()));
    }
    if (counterexample instanceof Counterexample.CrowdedSamples crowded) {
      String first =
          evidence instanceof TightSetEvidence tight
              ? crowd(tight.set())
              : Shown.count(crowded.samples().size(), "sample")
                  + " whose inputs to the last hidden layer live in "
                  + Shown.count(crowded.rank(), "dimension");
      return List.of(
          first + ".",
          Shown.count(crowded.width(), "unit")
              + (crowded.width() == 1 ? " gives" : " give")
              + " them room for "
              + crowded.width()
              + "·"
              + crowded.rank()
              + " = "
              + Shown.count((long) crowded.width() * crowded.rank(), "independent gradient")
              + (crowded.biases() == 0 ? "" : ", the biases for " + crowded.biases() + " more")
              + ", and they are "
              + (crowded.outputs() == 1
                  ? crowded.samples().size()
                  : crowded.outputs()
                      + "·"
                      + crowded.samples().size()
                      + " = "
                      + (long) crowded.outputs() * crowded.samples().size())
              + ".",
          "samples: " + Shown.indices(crowded.samples()));
    }
    if (counterexample instanceof Counterexample.DeficientPattern deficient) {
      return pattern(deficient);
    }
    if (counterexample instanceof Counterexample.DeficientPatterns deficient) {
      return patterns(deficient);
    }
    Counterexample.DeficientPoint point = (Counterexample.DeficientPoint) counterexample;
    List<String> lines = new ArrayList<>(pattern(point.at()));
    lines.add("the pattern is that of hidden weights " + Shown.line(point.weights().toString()));
    point
        .badMinimum()
        .ifPresent(
            bad ->
                lines.add(
                    (evidence instanceof OwnMinimumEvidence own
                            ? "with output weights "
                                + Shown.line(own.outputWeights().toString())
                                + " and the instance's own targets "
                            : "with output weights 1 and targets ")
                        + Shown.line(bad.targets().toString())
                        + " it is a differentiable local minimum"
                        + new TrainedLayers(claim).heldAtGivenValues()
                        + " of loss "
                        + Shown.line(bad.loss().toString())));
    return lines;
  }

  /** A tight set, for people. */
  public static String crowd(TightSet set) {
    List<Integer> dark = zeroInputs(set);
    String samples = Shown.count(set.samples().size(), "sample");
    if (!dark.isEmpty() && dark.size() == set.orthogonal().rows()) {
      return samples
          + " on which the "
          + (dark.size() == 1 ? "input " : dark.size() + " inputs ")
          + Shown.indices(dark)
          + (dark.size() == 1 ? " is" : " are all")
          + " zero (dark pixels, if the inputs are images): they have rank "
          + set.rank();
    }
    return set.orthogonal().rows() == 0
        ? samples + " of rank " + set.rank() + ", the number of inputs"
        : samples
            + " of rank "
            + set.rank()
            + ": their inputs satisfy "
            + Shown.count(set.orthogonal().rows(), "independent linear equation");
  }

  /** The inputs that an orthogonal unit vector shows to be zero. */
  static List<Integer> zeroInputs(TightSet set) {
    return IntStream.range(0, set.orthogonal().rows())
        .mapToObj(
            i -> {
              int[] support =
                  IntStream.range(0, set.orthogonal().columns())
                      .filter(j -> set.orthogonal().get(i, j).signum() != 0)
                      .toArray();
              return support.length == 1 ? List.of(support[0]) : List.<Integer>of();
            })
        .flatMap(List::stream)
        .sorted()
        .toList();
  }

  private static List<String> pattern(Counterexample.DeficientPattern deficient) {
    return List.of(pattern(deficient.pattern()), "null vector: " + vector(deficient.nullVector()));
  }

  private static String pattern(ActivationPattern pattern) {
    boolean ones = pattern.equals(ActivationPattern.ones(pattern.samples(), pattern.units()));
    return ones
        ? "pattern: slope 1 for every sample and unit"
        : "pattern (1: slope 1, 0: slope s; a row per sample): " + Shown.line(pattern.toString());
  }

  private static List<String> patterns(Counterexample.DeficientPatterns deficient) {
    List<String> lines = new ArrayList<>();
    for (int l = 1; l <= deficient.patterns().size(); l++) {
      lines.add("layer " + l + ", " + pattern(deficient.patterns().get(l - 1)));
    }
    lines.add("null vector: " + vector(deficient.nullVector()));
    return lines;
  }

  private static String vector(List<Rational> vector) {
    if (vector.toString().length() <= Shown.LINE) {
      return vector.toString();
    }
    long support = vector.stream().filter(v -> !v.isZero()).count();
    int digits = vector.stream().mapToInt(v -> v.toString().length()).max().orElse(0);
    return "nonzero on "
        + Shown.count(support, "sample")
        + ", with entries of up to "
        + digits
        + " digits (--json shows it in full)";
  }
}
