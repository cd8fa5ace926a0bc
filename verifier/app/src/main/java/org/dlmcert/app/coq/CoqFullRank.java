package org.dlmcert.app.coq;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;
import org.dlmcert.app.report.UsageError;

/**
 * A certificate about full column rank over activation patterns as a theorem for Coq, in the
 * vocabulary of {@code proofs/coq/theories/Claims.v}.
 */
final class CoqFullRank {
  /** And for 2¹⁴ patterns of four units or so, where the kind tries each. */
  private static final int MOST_BITS = 14;

  private static final Set<String> EACH_PATTERN = Set.of("tree", "every-pattern");
  private static final String LAYER =
      """
      (* Layer L-1: s_of, E_of and X_of are its slope, noise and inputs. *)
      Definition layer : problem := Eval vm_compute in layer_of network.

      """;

  private static final String ONE_PIECE =
      LAYER.replace("layer_of network", "layer_of (one_of network)");

  /** Kinds whose claims are about the patterns of several layers. */
  private static final Set<String> SEVERAL_LAYERS =
      Set.of("generic-layers", "matching", "hall-set");

  private static final Map<String, String> PATTERNS =
      Map.of(
          "all", "All", "realizable", "Realizable", "every-w", "EveryW", "all-layers", "AllLayers");

  /** Kinds that can be about the patterns of several layers whose noise need not be generic. */
  private static final Set<String> EACH_LAYER =
      Set.of("deep-collapse", "deep-null-vector", "diagonal", "dead-pattern", "every-pattern");

  private final String kind;
  private final Fields certificate;

  CoqFullRank(String kind, Fields certificate) {
    this.kind = kind;
    this.certificate = certificate;
  }

  /**
   * The file.
   *
   * @throws UsageError if the kind, a field or so many patterns are not for the proofs
   */
  String text() {
    return kind.equals("noise-ball") ? noiseBall() : fullRank();
  }

  private String fullRank() {
    Fields claim = certificate.object("claim");
    Fields instance = certificate.object("instance");
    if (claim.has("output_weights")) {
      requireKnownForSeveralOutputs(instance);
    }
    CoqNetwork.requireTables(instance);
    String evidence =
        CoqEvidence.ofFullRank(kind, certificate.object("evidence"), claim)
            .orElseThrow(
                () ->
                    new UsageError(
                        "--coq: the kind "
                            + kind
                            + " is not proved in Coq; proofs/coq/README.md lists the kinds that"
                            + " are"));
    CoqNetwork.requireProvedFields(instance);
    requireFewPatterns(claim);
    String patterns = patterns(claim);
    String said = patterns + " " + claim.text("holds");
    String given =
        "Definition network : instance := "
            + CoqNetwork.term(instance)
            + ".\nDefinition proof : evidence := "
            + evidence
            + ".\n\n";
    boolean severalLayers = isFreeBelow(instance) || patterns.equals("AllLayers");
    boolean everyMinimum = claim.has("scope");
    if (claim.has("output_weights")) {
      return given + severalOutputs(claim, instance);
    }
    boolean genericNoise = isGeneric(instance.list("noise"));
    if (instance.has("pieces")) {
      String pieces = instance.text("pieces");
      return given + ofPieces(pieces, claim.text("holds"), genericNoise, everyMinimum);
    }
    if (everyMinimum) {
      return given + (severalLayers ? ofMinimaAbove(patterns) : ofMinima(patterns, genericNoise));
    }
    if (EACH_LAYER.contains(kind) && severalLayers) {
      return given + ofEachLayer(patterns, claim.text("holds"));
    }
    return given
        + (SEVERAL_LAYERS.contains(kind)
            ? ofSeveralLayers(patterns, said)
            : ofLastLayer(patterns, said, genericNoise));
  }

  /** The proofs speak of layer L-1 alone where there are several outputs. */
  private static void requireKnownForSeveralOutputs(Fields instance) {
    if (isFreeBelow(instance)) {
      throw new UsageError("--coq: this is proved in Coq of networks with one output only");
    }
  }

  private static String severalOutputs(Fields claim, Fields instance) {
    String held = claim.text("output_weights").equals("given") + " " + claim.has("output_biases");
    boolean everyMinimum = claim.has("scope");
    if (instance.has("pieces")) {
      return ofPiecesOfOutputs(instance.text("pieces"), held, claim.text("holds"), everyMinimum);
    }
    return everyMinimum ? ofMinimaOfOutputs(held) : ofOutputs(held, claim.text("holds"));
  }

  /** Several outputs whose weights are held; whether these are given, and biases trained. */
  private static String ofOutputs(String held, String holds) {
    return LAYER
        + "Theorem claim : of_network network layer /\\ claim_of_outputs network layer "
        + held
        + " "
        + holds
        + ".\nProof. apply (@held_claim network "
        + held
        + " proof); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  /** Maxout units: the problem of layer L-1 is that of units with one piece. */
  private static String ofPieces(
      String pieces, String holds, boolean genericNoise, boolean everyMinimum) {
    String word = " " + genericNoise;
    String count = "(Z.to_nat " + pieces + ")";
    return ONE_PIECE
        + "Theorem claim : of_network (one_of network) layer /\\\n  claim_of_pieces"
        + word
        + " "
        + count
        + " "
        + holds
        + " layer"
        + (everyMinimum
            ? " /\\\n  claim_of_piece_minima" + word + " (Nat.pred " + count + ") layer"
            : "")
        + ".\nProof. apply (@"
        + (everyMinimum ? "pieces_minimum_claim" : "pieces_claim")
        + " network "
        + pieces
        + " proof "
        + genericNoise
        + "); [reflexivity | reflexivity | vm_cast_no_check (eq_refl true)]. Qed.\n";
  }

  private static String ofPiecesOfOutputs(
      String pieces, String held, String holds, boolean everyMinimum) {
    String count = " (Z.to_nat " + pieces + ")";
    return ONE_PIECE
        + "Theorem claim : of_network (one_of network) layer /\\\n  claim_of_pieces_outputs (one_of"
        + " network) layer "
        + held
        + " "
        + holds
        + count
        + (everyMinimum
            ? " /\\\n  claim_of_held_piece_minima (one_of network) layer "
                + held
                + " (Nat.pred"
                + count
                + ")"
            : "")
        + ".\nProof. apply (@"
        + (everyMinimum ? "held_pieces_minimum_claim" : "held_pieces_claim")
        + " network "
        + pieces
        + " "
        + held
        + " proof); [reflexivity | vm_cast_no_check (eq_refl true)]. Qed.\n";
  }

  /** Every local minimum, kinks included, where several layers are free. */
  private String ofMinimaAbove(String patterns) {
    boolean generic = SEVERAL_LAYERS.contains(kind);
    return "Theorem claim : "
        + (generic
            ? "claim_of_layers network " + patterns + " true /\\ claim_of_layers_minima network"
            : "claim_of_each network "
                + patterns
                + " true /\\ claim_of_each_minima network "
                + patterns)
        + ".\nProof. apply (@"
        + (generic ? "layers" : "each")
        + "_minimum_claim network "
        + patterns
        + " proof); [vm_cast_no_check (eq_refl true) | vm_compute; reflexivity]. Qed.\n";
  }

  /** Every local minimum, kinks included. */
  private static String ofMinima(String patterns, boolean genericNoise) {
    return LAYER
        + "Theorem claim : of_network network layer /\\ claim_of_problem "
        + genericNoise
        + " "
        + patterns
        + " true layer /\\\n  claim_of_minima "
        + genericNoise
        + " layer /\\ claim_of_network_minima network "
        + genericNoise
        + ".\nProof. apply (@minimum_claim network "
        + patterns
        + " proof); [vm_cast_no_check (eq_refl true) | vm_compute; reflexivity | reflexivity]."
        + " Qed.\n";
  }

  /** Every local minimum, kinks included, with several outputs whose weights are held. */
  private static String ofMinimaOfOutputs(String held) {
    return LAYER
        + "Theorem claim : of_network network layer /\\ claim_of_outputs network layer "
        + held
        + " true /\\\n  claim_of_held_minima network layer "
        + held
        + " /\\\n  claim_of_held_network_minima network (generic (last_noise network)) "
        + held
        + ".\nProof. apply (@held_minimum_claim network "
        + held
        + " proof); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  /** Every noise near the given one. */
  private String noiseBall() {
    Fields claim = certificate.object("claim");
    Fields instance = certificate.object("instance");
    CoqNetwork.requireProvedFields(instance);
    CoqNetwork.requireTables(instance);
    String radius = "(" + CoqTerms.rational(claim.text("radius")) + ")";
    return "Definition network : instance := "
        + CoqNetwork.term(instance)
        + ".\n"
        + LAYER
        + "Theorem claim : of_network network layer /\\ claim_of_ball layer (q2r "
        + radius
        + ") /\\\n  minima_of_ball layer (q2r "
        + radius
        + ") /\\ ball_of_network_minima network (q2r "
        + radius
        + ").\nProof. apply (@ball_claim network "
        + patterns(claim)
        + " "
        + radius
        + CoqEvidence.ofNoiseBall(certificate.object("evidence"))
        + "); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  /** Patterns of several layers. */
  private static String ofEachLayer(String patterns, String holds) {
    return "Theorem claim : claim_of_each network "
        + patterns
        + " "
        + holds
        + ".\nProof. apply (@each_layer_claim network "
        + patterns
        + " proof); [vm_cast_no_check (eq_refl true) | vm_compute; reflexivity]. Qed.\n";
  }

  /** Whether a layer below the last hidden one is not determined, so that its pattern is free. */
  private static boolean isFreeBelow(Fields instance) {
    List<Json> noise = instance.list("noise");
    List<Json> below = noise.subList(0, noise.size() - 1);
    return !below.isEmpty()
        && (!instance.has("weights") || below.stream().anyMatch(CoqFullRank::isWordGeneric));
  }

  private static String patterns(Fields claim) {
    return Optional.ofNullable(PATTERNS.get(claim.text("patterns"))).orElseThrow();
  }

  private static boolean isWordGeneric(Json layer) {
    return layer instanceof Json.Scalar word && word.text().equals("generic");
  }

  private static String ofSeveralLayers(String patterns, String said) {
    return "Theorem claim : claim_of_layers network "
        + said
        + ".\nProof. apply (@layers_claim network "
        + patterns
        + " proof); [vm_cast_no_check (eq_refl true) | reflexivity]. Qed.\n";
  }

  private static String ofLastLayer(String patterns, String said, boolean generic) {
    return LAYER
        + "Theorem claim : of_network network layer /\\\n  "
        + (generic
            ? "claim_generic " + said + " (unit_count layer) (s_of layer) (X_of layer).\n"
            : "claim_given " + said + " (s_of layer) (E_of layer) (X_of layer).\n")
        + "Proof. apply (@"
        + (generic ? "generic" : "given")
        + "_layer network "
        + patterns
        + " proof); [vm_cast_no_check (eq_refl true) | reflexivity | reflexivity]. Qed.\n";
  }

  private static boolean isGeneric(List<Json> noise) {
    return isWordGeneric(noise.get(noise.size() - 1));
  }

  private void requireFewPatterns(Fields claim) {
    int bits = new BigInteger(claim.text("pattern_bits")).min(BigInteger.TWO.pow(30)).intValue();
    if (EACH_PATTERN.contains(kind) && bits > MOST_BITS) {
      throw new UsageError(
          "--coq: evidence of the kind "
              + kind
              + " for 2^"
              + bits
              + " patterns; at most 2^"
              + MOST_BITS
              + " expected, as Coq tries each");
    }
  }
}
