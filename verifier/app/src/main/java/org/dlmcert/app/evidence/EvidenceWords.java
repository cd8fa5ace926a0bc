package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.report.Proved;

/**
 * The evidence of each kind of certificate in words, for certificates that the checker has
 * accepted. To add a kind, add a line to the table.
 */
public final class EvidenceWords {
  private static final List<KindWords> KINDS =
      List.of(
          new KindWords("partition", SampleWords::partitionBrief, SampleWords::partition),
          new KindWords(
              "tight-set", e -> "too many samples lie in too small a space", SampleWords::tightSet),
          new KindWords(
              "independent-inputs",
              e ->
                  "the inputs are linearly independent, and every sample has a unit with noise ≠ 0",
              SampleWords::independentInputs),
          new KindWords(
              "null-vector", e -> "a pattern has a null vector", PatternWords::nullVector),
          new KindWords(
              "open-cell", e -> "the pattern of weights has a null vector", PatternWords::openCell),
          KindWords.fixed(
              "dead-pattern",
              "at slope 0 the units can all be dead on a sample",
              "At slope 0 all units can be dead on sample 0."),
          KindWords.fixed(
              "generic-layers",
              "counting rows decides: N against d_{L-2}·d_{L-1}",
              "Counting decides: N against d_{L-1}·d_{L-2}."),
          new KindWords(
              "matching",
              e -> "every sample has places of its own among the units of layer L-2",
              PatternWords::matching),
          new KindWords(
              "hall-set",
              e -> "there are too many samples, or outputs, for the units",
              PatternWords::hallSet),
          new KindWords(
              "point", e -> "the pattern of weights has a null vector", PatternWords::point),
          new KindWords("cells", PatternWords::cellsBrief, PatternWords::cellsFull),
          new KindWords("collapse", GivenNoiseWords::collapseBrief, GivenNoiseWords::collapse),
          KindWords.fixed(
              "diagonal",
              "every column of the matrix has one entry, in a row of its own",
              "Every column has one entry, in a row of its own."),
          new KindWords(
              "deep-collapse", GivenNoiseWords::deepCollapseBrief, GivenNoiseWords::deepCollapse),
          new KindWords(
              "deep-null-vector",
              e -> "a pattern of all hidden layers has a null vector",
              GivenNoiseWords::deepNullVector),
          new KindWords(
              "every-pattern", PatternWords::everyPatternBrief, PatternWords::everyPattern),
          new KindWords("linear-units", OutputsWords::linearUnitsBrief, OutputsWords::linearUnits),
          new KindWords("common-pairs", OutputsWords::commonPairsBrief, OutputsWords::commonPairs),
          new KindWords(
              "crowded-pairs",
              e -> "pairs of units and samples leave too little room",
              OutputsWords::crowdedPairs),
          new KindWords(
              "enclosed-descent",
              e -> "the derivative of the loss along a direction is negative",
              OutputsWords::enclosedDescent),
          new KindWords("lift", GivenNoiseWords::liftBrief, GivenNoiseWords::lift),
          new KindWords(
              "noise-ball",
              e -> "with each noise of the ball every matrix is dominated by its diagonal",
              GivenNoiseWords::noiseBall),
          new KindWords(
              "masked-tight-set",
              e -> "too many samples lie in too small a space where units see them",
              GivenNoiseWords::maskedTightSet),
          new KindWords(
              "descent-path",
              e -> "the loss decreases along a path",
              PointEvidenceWords::descentPath),
          new KindWords(
              "kink-saddle",
              e -> "a unit without output weights could contribute",
              PointEvidenceWords::kinkSaddle),
          new KindWords(
              "local-minimum",
              e -> "no unit nearby can output what the residuals would need",
              PointEvidenceWords::localMinimum),
          new KindWords(
              "path-products",
              e -> "the residuals are orthogonal to what paths of units nearby contribute",
              PointEvidenceWords::pathProducts),
          new KindWords(
              "global-minimum",
              e ->
                  e.has("tree")
                      ? "a tree of signs bounds the loss of all weights"
                      : "no hidden units fit the targets better",
              PointEvidenceWords::globalMinimum),
          new KindWords(
              "nearby-zero",
              e -> "a contraction of a box into itself has its fixed point where the loss is 0",
              NearbyEvidenceWords::zero),
          new KindWords(
              "nearby-minimum",
              e -> "a box encloses a critical point, with curvatures and kinks that all rise",
              NearbyEvidenceWords::minimum),
          new KindWords(
              "nearby-saddle",
              e -> "a box encloses a critical point, with a negative curvature",
              NearbyEvidenceWords::saddle),
          new KindWords("ball", NearbyEvidenceWords::briefBall, NearbyEvidenceWords::ball),
          new KindWords(
              "minima",
              e -> "the least-squares problem of every choice of cells is solved",
              MinimaEvidenceWords::minima),
          new KindWords(
              "local-minima",
              e -> "every choice of faces and signs has a point, or directions that exclude one",
              MinimaEvidenceWords::local),
          new KindWords(
              "worst-minimum",
              e -> "the least-squares problem of every cell of one unit is solved",
              MinimaEvidenceWords::worst),
          new KindWords(
              "worst-minimum-held",
              e -> "the least-squares problem of every choice of cells of some units is solved",
              MinimaEvidenceWords::heldWorst),
          new KindWords(
              "least-loss",
              e -> "every product of cells is bounded by a vector, or is empty",
              LeastEvidenceWords::leastLoss),
          new KindWords(
              "minima-and-least-loss",
              e -> "every choice of cells is solved, and vectors bound the loss of all weights",
              LeastEvidenceWords::withMinima),
          new KindWords(
              "any-width",
              e -> "the residuals are orthogonal to the outputs of every unit",
              LeastEvidenceWords::anyWidth),
          new KindWords(
              "width", e -> "so many groups are enough, and one less is not", SampleWords::width),
          new KindWords("rank", e -> "a minor bounds it below, a kernel above", MatrixWords::rank),
          new KindWords(
              "bordered-minors",
              e -> "a minor bounds it below, the minors around it above",
              MatrixWords::borderedMinors),
          new KindWords(
              "sparse-rank",
              e -> "an elimination bounds it below, a kernel above",
              MatrixWords::sparseRank),
          new KindWords("archimedean", ReducedWords::archimedeanBrief, ReducedWords::archimedean),
          new KindWords("tree", ReducedWords::treeBrief, ReducedWords::tree));

  private EvidenceWords() {}

  /** The kinds that have words. */
  static List<String> kinds() {
    return KINDS.stream().map(KindWords::kind).toList();
  }

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

  private static KindWords of(String kind) {
    return KINDS.stream()
        .filter(words -> words.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no words for certificates " + kind));
  }
}
