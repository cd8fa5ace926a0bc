package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.report.Proved;

/**
 * The evidence of each kind of certificate in words, for certificates that the checker has
 * accepted. To add a kind, add a line to the switch.
 */
public final class EvidenceWords {
  private EvidenceWords() {}

  /** How the evidence shows what it shows, in a few words that follow "because". */
  public static String brief(Proved proved) {
    return of(proved.kind()).brief().apply(Fields.evidence(proved));
  }

  /** The evidence, in sentences and small tables. */
  public static List<String> full(Proved proved) {
    Fields certificate = Fields.certificate(proved);
    List<String> lines =
        new ArrayList<>(of(proved.kind()).full().apply(certificate.object("evidence")));
    lines.addAll(LossTables.of(certificate));
    return lines;
  }

  /** A switch, so that only the words of the kind at hand are looked up. */
  private static KindWords of(String kind) {
    return switch (kind) {
      case "partition" -> new KindWords(SampleWords::partitionBrief, SampleWords::partition);
      case "tight-set" ->
          new KindWords(e -> "too many samples lie in too small a space", SampleWords::tightSet);
      case "independent-inputs" ->
          new KindWords(
              e ->
                  "the inputs are linearly independent, and every sample has a unit with noise ≠ 0",
              SampleWords::independentInputs);
      case "null-vector" ->
          new KindWords(e -> "a pattern has a null vector", PatternWords::nullVector);
      case "open-cell" ->
          new KindWords(e -> "the pattern of weights has a null vector", PatternWords::openCell);
      case "dead-pattern" ->
          KindWords.fixed(
              "at slope 0 the units can all be dead on a sample",
              "At slope 0 all units can be dead on sample 0.");
      case "generic-layers" ->
          KindWords.fixed(
              "counting rows decides: N against d_{L-2}·d_{L-1}",
              "Counting decides: N against d_{L-1}·d_{L-2}.");
      case "matching" ->
          new KindWords(
              e -> "every sample has places of its own among the units of layer L-2",
              PatternWords::matching);
      case "hall-set" ->
          new KindWords(
              e -> "there are too many samples, or outputs, for the units", PatternWords::hallSet);
      case "point" ->
          new KindWords(e -> "the pattern of weights has a null vector", PatternWords::point);
      case "cells" -> new KindWords(PatternWords::cellsBrief, PatternWords::cellsFull);
      case "collapse" -> new KindWords(GivenNoiseWords::collapseBrief, GivenNoiseWords::collapse);
      case "diagonal" ->
          KindWords.fixed(
              "every column of the matrix has one entry, in a row of its own",
              "Every column has one entry, in a row of its own.");
      case "deep-collapse" ->
          new KindWords(GivenNoiseWords::deepCollapseBrief, GivenNoiseWords::deepCollapse);
      case "deep-null-vector" ->
          new KindWords(
              e -> "a pattern of all hidden layers has a null vector",
              GivenNoiseWords::deepNullVector);
      case "every-pattern" ->
          new KindWords(PatternWords::everyPatternBrief, PatternWords::everyPattern);
      case "linear-units" ->
          new KindWords(OutputsWords::linearUnitsBrief, OutputsWords::linearUnits);
      case "common-pairs" ->
          new KindWords(OutputsWords::commonPairsBrief, OutputsWords::commonPairs);
      case "crowded-pairs" ->
          new KindWords(
              e -> "pairs of units and samples leave too little room", OutputsWords::crowdedPairs);
      case "enclosed-descent" ->
          new KindWords(
              e -> "the derivative of the loss along a direction is negative",
              OutputsWords::enclosedDescent);
      case "lift" -> new KindWords(GivenNoiseWords::liftBrief, GivenNoiseWords::lift);
      case "noise-ball" ->
          new KindWords(
              e -> "with each noise of the ball every matrix is dominated by its diagonal",
              GivenNoiseWords::noiseBall);
      case "masked-tight-set" ->
          new KindWords(
              e -> "too many samples lie in too small a space where units see them",
              GivenNoiseWords::maskedTightSet);
      case "descent-path" ->
          new KindWords(e -> "the loss decreases along a path", PointEvidenceWords::descentPath);
      case "kink-saddle" ->
          new KindWords(
              e -> "a unit without output weights could contribute",
              PointEvidenceWords::kinkSaddle);
      case "local-minimum" ->
          new KindWords(
              e -> "no unit nearby can output what the residuals would need",
              PointEvidenceWords::localMinimum);
      case "path-products" ->
          new KindWords(
              e -> "the residuals are orthogonal to what paths of units nearby contribute",
              PointEvidenceWords::pathProducts);
      case "global-minimum" ->
          new KindWords(
              e ->
                  e.has("tree")
                      ? "a tree of signs bounds the loss of all weights"
                      : "no hidden units fit the targets better",
              PointEvidenceWords::globalMinimum);
      case "nearby-zero" ->
          new KindWords(
              e -> "a contraction of a box into itself has its fixed point where the loss is 0",
              NearbyEvidenceWords::zero);
      case "nearby-minimum" ->
          new KindWords(
              e -> "a box encloses a critical point, with curvatures and kinks that all rise",
              NearbyEvidenceWords::minimum);
      case "nearby-saddle" ->
          new KindWords(
              e -> "a box encloses a critical point, with a negative curvature",
              NearbyEvidenceWords::saddle);
      case "ball" -> new KindWords(NearbyEvidenceWords::briefBall, NearbyEvidenceWords::ball);
      case "minima" ->
          new KindWords(
              e -> "the least-squares problem of every choice of cells is solved",
              MinimaEvidenceWords::minima);
      case "local-minima" ->
          new KindWords(
              e -> "every choice of faces and signs has a point, or directions that exclude one",
              MinimaEvidenceWords::local);
      case "worst-minimum" ->
          new KindWords(
              e -> "the least-squares problem of every cell of one unit is solved",
              MinimaEvidenceWords::worst);
      case "worst-minimum-held" ->
          new KindWords(
              e -> "the least-squares problem of every choice of cells of some units is solved",
              MinimaEvidenceWords::heldWorst);
      case "least-loss" ->
          new KindWords(
              e -> "every product of cells is bounded by a vector, or is empty",
              LeastEvidenceWords::leastLoss);
      case "minima-and-least-loss" ->
          new KindWords(
              e -> "every choice of cells is solved, and vectors bound the loss of all weights",
              LeastEvidenceWords::withMinima);
      case "any-width" ->
          new KindWords(
              e -> "the residuals are orthogonal to the outputs of every unit",
              LeastEvidenceWords::anyWidth);
      case "width" ->
          new KindWords(e -> "so many groups are enough, and one less is not", SampleWords::width);
      case "rank" ->
          new KindWords(e -> "a minor bounds it below, a kernel above", MatrixWords::rank);
      case "bordered-minors" ->
          new KindWords(
              e -> "a minor bounds it below, the minors around it above",
              MatrixWords::borderedMinors);
      case "sparse-rank" ->
          new KindWords(
              e -> "an elimination bounds it below, a kernel above", MatrixWords::sparseRank);
      case "archimedean" ->
          new KindWords(ReducedWords::archimedeanBrief, ReducedWords::archimedean);
      case "tree" -> new KindWords(ReducedWords::treeBrief, ReducedWords::tree);
      default -> throw new IllegalStateException("no words for certificates " + kind);
    };
  }
}
