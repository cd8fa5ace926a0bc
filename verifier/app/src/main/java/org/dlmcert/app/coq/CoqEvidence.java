package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integer;
import static org.dlmcert.app.coq.CoqTerms.integerRows;
import static org.dlmcert.app.coq.CoqTerms.integers;
import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;

/**
 * Evidence as a term of {@code proofs/coq/theories/Form.v}, for the kinds whose rules are proved
 * there. To add a kind, add a line to the table.
 */
final class CoqEvidence {
  private static final Map<String, Function<Fields, String>> FULL_RANK =
      Map.ofEntries(
          Map.entry("partition", e -> groups("Partition", e)),
          Map.entry("lift", e -> groups("Lift", e)),
          Map.entry(
              "tight-set",
              e ->
                  "TightSet "
                      + integers(e.texts("samples"))
                      + " "
                      + e.text("prime")
                      + " "
                      + integerRows(e.rows("orthogonal"))),
          Map.entry("independent-inputs", e -> "IndependentInputs " + e.text("prime")),
          Map.entry(
              "null-vector",
              e ->
                  "NullVector "
                      + list(e.rows("pattern"), row -> list(row, CoqTerms::bit))
                      + " "
                      + rationals(e.texts("null_vector"))),
          Map.entry("open-cell", e -> point("OpenCell", e)),
          Map.entry("point", e -> point("PointPattern", e)),
          Map.entry("dead-pattern", e -> "DeadPattern"),
          Map.entry("diagonal", e -> "Diagonal"),
          Map.entry("matching", e -> "Matching " + integers(e.texts("units"))),
          Map.entry("hall-set", e -> "HallSet " + integers(e.texts("samples"))),
          Map.entry(
              "tree",
              e ->
                  "Tree ("
                      + reduction(e.object("reduction"))
                      + ") "
                      + integers(e.texts("primes"))
                      + " "
                      + e.text("classes").equals("folded")),
          Map.entry(
              "every-pattern",
              e ->
                  "EveryPattern "
                      + e.text("prime")
                      + " "
                      + list(e.tables("noise"), CoqTerms::rationalRows)),
          Map.entry(
              "linear-units",
              e ->
                  e.has("prime")
                      ? "LinearRank " + e.text("prime")
                      : "LinearNull " + rationals(e.texts("null_vector"))),
          Map.entry(
              "collapse",
              e ->
                  "Collapse "
                      + e.text("modulus")
                      + " "
                      + e.text("exponent")
                      + " "
                      + list(e.tables("transforms"), CoqTerms::rationalRows)
                      + " "
                      + e.text("transform_prime")),
          Map.entry(
              "archimedean",
              e ->
                  "Archimedean ("
                      + reduction(e.object("reduction"))
                      + ") "
                      + rationalRows(e.rows("left"))
                      + " "
                      + rationals(e.texts("weights"))),
          Map.entry(
              "deep-collapse", e -> "DeepCollapse " + e.text("modulus") + " " + e.text("exponent")),
          Map.entry(
              "deep-null-vector",
              e ->
                  "DeepNullVector "
                      + list(
                          e.tables("patterns"),
                          table -> list(table, row -> list(row, CoqTerms::bit)))
                      + " "
                      + rationals(e.texts("null_vector"))),
          Map.entry("common-pairs", CoqEvidence::commonPairs),
          Map.entry("crowded-pairs", CoqEvidence::crowdedPairs),
          Map.entry(
              "masked-tight-set",
              e ->
                  "MaskedTightSet "
                      + integers(e.texts("samples"))
                      + " "
                      + e.text("prime")
                      + " "
                      + list(e.tables("orthogonal"), CoqTerms::integerRows)));

  private CoqEvidence() {}

  /** The term of evidence about full column rank; empty for kinds that are not proved. */
  static Optional<String> ofFullRank(String kind, Fields evidence, Fields claim) {
    if (kind.equals("generic-layers")) {
      return Optional.of("GenericLayers " + claim.text("holds"));
    }
    if (kind.equals("cells")) {
      return Optional.of(
          "Cells "
              + claim.text("patterns").equals("every-w")
              + " "
              + integers(evidence.texts("primes"))
              + " "
              + list(evidence.list("tree"), CoqEvidence::node));
    }
    return Optional.ofNullable(FULL_RANK.get(kind)).map(term -> term.apply(evidence));
  }

  /** Optional fields belong to trained output biases, generic weights, or several layers. */
  private static String commonPairs(Fields e) {
    String pairs = e.text("prime") + " " + integerRows(e.rows("pairs"));
    if (!e.has("biases") && !e.has("units") && !e.has("weights")) {
      return "CommonPairs " + pairs;
    }
    return "CommonPairsWith "
        + pairs
        + optional(e.has("biases"), () -> integers(e.texts("biases")))
        + optional(e.has("units"), () -> integerRows(e.rows("units")))
        + optional(e.has("weights"), () -> rationalRows(e.rows("weights")));
  }

  private static String crowdedPairs(Fields e) {
    String pairs = integerRows(e.rows("pairs")) + " " + e.text("prime");
    String weights = " " + list(e.tables("orthogonal_weights"), CoqTerms::integerRows);
    if (e.has("orthogonal_inputs") && !e.has("orthogonal_biases")) {
      return "CrowdedPairs "
          + pairs
          + " "
          + list(e.tables("orthogonal_inputs"), CoqTerms::integerRows)
          + weights;
    }
    return "CrowdedPairsWith "
        + pairs
        + optional(
            e.has("orthogonal_inputs"),
            () -> list(e.tables("orthogonal_inputs"), CoqTerms::integerRows))
        + weights
        + optional(e.has("orthogonal_biases"), () -> integerRows(e.rows("orthogonal_biases")));
  }

  private static String optional(boolean there, Supplier<String> term) {
    return there ? " (Some " + term.get() + ")" : " None";
  }

  /** A node of a tree of sign vectors: a number, or factors of samples. */
  private static String node(Json node) {
    if (node instanceof Json.Scalar scalar) {
      return scalar.text().equals("0") ? "Split" : "Cell";
    }
    return "Empty "
        + list(
            Fields.rows(node),
            term -> "(" + term.get(0) + ", " + CoqTerms.rational(term.get(1)) + ")");
  }

  /** The groups and weights of noise-ball, as two arguments. */
  static String ofNoiseBall(Fields evidence) {
    return " "
        + list(
            evidence.objects("groups"),
            group ->
                "BallGroup "
                    + integers(group.texts("samples"))
                    + " "
                    + rationalRows(group.rows("left")))
        + " "
        + rationals(evidence.texts("weights"));
  }

  static String ofWidth(Fields evidence) {
    String rank = "(" + tightSet(evidence.object("rank")) + ") ";
    if (!evidence.has("partition")) {
      return "NoWidth " + rank + integer(evidence.text("zero_sample"));
    }
    String tight =
        evidence.has("tight_set")
            ? "(Some (" + tightSet(evidence.object("tight_set")) + "))"
            : "None";
    Fields partition = evidence.object("partition");
    return "FiniteWidth "
        + rank
        + partition.text("prime")
        + " "
        + integerRows(partition.rows("groups"))
        + " "
        + tight;
  }

  /** Of several outputs: groups, or with trained biases pairs and output weights. */
  static String ofWidthOfOutputs(Fields evidence) {
    String rank = "(" + tightSet(evidence.object("rank")) + ") ";
    if (evidence.has("zero_sample")) {
      return "ZeroSample " + rank + integer(evidence.text("zero_sample"));
    }
    String enough =
        evidence.has("partition")
            ? groups("ByGroups", evidence.object("partition"))
            : pairsOfWidth(evidence.object("common_pairs"));
    return "UnitsEnough "
        + rank
        + "("
        + enough
        + ")"
        + optional(
            evidence.has("tight_set"), () -> "(" + tightSet(evidence.object("tight_set")) + ")");
  }

  private static String pairsOfWidth(Fields e) {
    return "ByPairs "
        + e.text("prime")
        + " "
        + integerRows(e.rows("pairs"))
        + optional(e.has("biases"), () -> integers(e.texts("biases")))
        + " "
        + rationalRows(e.rows("weights"));
  }

  static String ofRank(Fields evidence) {
    return "RankEvidence "
        + evidence.text("prime")
        + " "
        + integers(evidence.texts("minor_rows"))
        + " "
        + integers(evidence.texts("minor_columns"))
        + " "
        + evidence.text("kernel_side").equals("right")
        + " "
        + evidence.text("kernel_prime")
        + " "
        + integerRows(evidence.rows("kernel"));
  }

  static String ofSparseRank(Fields evidence) {
    return "SparseEvidence "
        + evidence.text("prime")
        + " "
        + evidence.text("kernel_side").equals("right")
        + " "
        + list(evidence.rows("pivots"), CoqEvidence::pair)
        + " "
        + list(evidence.tables("kernel"), vector -> list(vector, CoqEvidence::pair));
  }

  private static String pair(List<String> pair) {
    return "(" + pair.get(0) + ", " + integer(pair.get(1)) + ")";
  }

  static String ofMinors(Fields evidence) {
    return evidence.text("prime")
        + " "
        + integers(evidence.texts("minor_rows"))
        + " "
        + integers(evidence.texts("minor_columns"));
  }

  private static String groups(String constructor, Fields evidence) {
    return constructor + " " + evidence.text("prime") + " " + integerRows(evidence.rows("groups"));
  }

  private static String point(String constructor, Fields evidence) {
    return constructor
        + " "
        + rationalRows(evidence.rows("weights"))
        + " "
        + rationals(evidence.texts("null_vector"));
  }

  private static String reduction(Fields reduction) {
    return "Reduction "
        + integers(reduction.texts("units"))
        + " "
        + integers(reduction.texts("removed"))
        + " "
        + integerRows(reduction.rows("projection"))
        + " "
        + reduction.text("prime");
  }

  private static String tightSet(Fields tight) {
    return "TightSetOf "
        + integers(tight.texts("samples"))
        + " "
        + tight.text("prime")
        + " "
        + integerRows(tight.rows("orthogonal"));
  }
}
