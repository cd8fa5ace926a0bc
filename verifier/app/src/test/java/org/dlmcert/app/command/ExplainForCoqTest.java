package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code explain --coq}: the file, and what is refused. That Coq takes the files is looked at by
 * {@code proofs/coq/ci.sh}, with two examples of each kind.
 */
class ExplainForCoqTest {
  private static final Path ACCEPTED = Path.of("../../examples/accepted");

  @TempDir Path folder = Path.of("");

  private static Captured run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(args, out, err);
    return new Captured(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Captured explain(String name, String... more) {
    List<String> args = new ArrayList<>(List.of("explain", "--coq"));
    args.add(ACCEPTED.resolve(name + ".cert").toString());
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  @Test
  void theFileHoldsInstanceEvidenceAndClaim() {
    assertThat(explain("archimedean-fractions").out())
        .contains(
            "  widths := [1; 2; 1];\n  slope := 4#5;\n  bias := false;\n  pieces := None;\n"
                + "  sample_loss := None;\n",
            "  inputs := [[1#3]; [2#5]];\n  wanted := None;\n",
            "  noises := [Given [[1#7; 0#1]; [0#1; 2#3]]];\n  weights := None;\n",
            "Archimedean (Reduction [0; 1] [] [] 2147483647) [[21#1; 0#1]; [0#1; 15#4]] [1#1; 1#2].",
            "claim_given All true (s_of layer) (E_of layer) (X_of layer).")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
    assertThat(explain("partition").out())
        .contains("claim_generic All true (unit_count layer) (s_of layer) (X_of layer).");
    assertThat(explain("partition-huber").out()).contains("  sample_loss := Some (Huber (1#2));\n");
    assertThat(explain("width-zero-sample").out()).contains("NoWidth (TightSetOf ", " None.\n");
    assertThat(explain("rank").out()).contains("rank_is (matrix_of subject) ");
    assertThat(explain("cells").out())
        .contains(
            "Cells false [2147483647] [Split; Split; Cell; Empty [(0, 2#1); (1, 1#1)]; Split; ",
            "claim_given Realizable true (s_of layer)");
    assertThat(explain("cells-every-w").out()).contains("Cells true [", "claim_given EveryW true");
    assertThat(explain("matching").out())
        .contains("Matching [0; 0].", "Theorem claim : claim_of_layers network All true.");
    assertThat(explain("generic-layers-too-many").out())
        .contains("GenericLayers false.", "Theorem claim : claim_of_layers network All false.");
  }

  @Test
  void theFileAboutSeveralLayersOrOutputsSaysSo() {
    assertThat(explain("deep-collapse").out())
        .contains("DeepCollapse ", "Theorem claim : claim_of_each network AllLayers true.");
    assertThat(explain("deep-null-vector").out())
        .contains("DeepNullVector [[[", "claim_of_each network AllLayers false.");
    assertThat(explain("common-pairs").out())
        .contains(
            "CommonPairs 2147483647 [[0; 1]; [0; 2]; [1; 2]].",
            "claim_of_outputs network layer true false true.");
    assertThat(explain("crowded-pairs").out())
        .contains(
            "CrowdedPairs [[]; []] 2147483647 [[]; []] [[[1; (-1)]]].",
            "claim_of_outputs network layer true false false.");
    assertThat(explain("partition-two-outputs").out())
        .contains("claim_of_outputs network layer false false true.");
    assertThat(explain("archimedean-all-minima").out())
        .contains(
            "claim_of_problem false All true layer /\\\n"
                + "  claim_of_minima false layer /\\ claim_of_network_minima network false.");
    assertThat(explain("common-pairs-all-minima").out())
        .contains(
            "claim_of_outputs network layer true false true /\\\n"
                + "  claim_of_held_minima network layer true false /\\\n"
                + "  claim_of_held_network_minima network (generic (last_noise network)) true"
                + " false.");
    assertThat(explain("common-pairs-output-biases-all-minima").out())
        .contains("claim_of_held_minima network layer true true /\\\n");
    assertThat(explain("partition-all-minima-maxout").out())
        .contains("claim_of_piece_minima true (Nat.pred (Z.to_nat 2)) layer.");
    assertThat(explain("partition-all-minima-maxout-two-outputs").out())
        .contains(
            "claim_of_held_piece_minima (one_of network) layer false false",
            " (Nat.pred (Z.to_nat 2)).");
    assertThat(explain("matching-two-outputs-output-biases").out())
        .contains("Theorem claim : claim_of_layers_outputs network false true true.");
    assertThat(explain("generic-layers-two-outputs-too-many").out())
        .contains("Theorem claim : claim_of_layers_outputs network false false false.");
    assertThat(explain("common-pairs-generic-layers-slope-one-all-minima").out())
        .contains(
            "claim_of_layers_outputs network true false true /\\\n"
                + "  claim_of_layers_held_minima network true false.");
    assertThat(explain("width-output-biases").out())
        .contains(
            "(ByPairs 2147483647 [[0; 1]; [1; 2]] (Some [0; 1]) [[1#1; 1#1]; [0#1; 1#1]])",
            "rank_is (inputs_matrix data) 2 /\\ outputs_width_is data (Z.to_nat 2) true (Some 2).");
    assertThat(explain("partition-all-minima").out())
        .contains("claim_of_network_minima network true.");
    assertThat(explain("noise-ball").out())
        .contains(
            "claim_of_ball layer (q2r (4#13)) /\\\n"
                + "  minima_of_ball layer (q2r (4#13)) /\\ ball_of_network_minima network (q2r (4#13)).",
            "[BallGroup [0; 1] [[1#1; 0#1]; [0#1; 1#1]]; BallGroup [2] [[1#1; 0#1]]]"
                + " [1#1; 1#8; 1#1]");
  }

  @Test
  void theFileAboutAPointHoldsItsVerdict() {
    assertThat(explain("local-minimum-spurious").out())
        .contains(
            "LocalMinimum [] (Some (Parameters [[[1#1]; [(-1)#1]]; [[2#1; 2#1]]] None)).",
            "loss_is R network point (9#20)\n  /\\ is_local_minimum R network point"
                + " /\\ is_spurious R network point.\n")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
    assertThat(explain("local-minimum-two-outputs").out())
        .contains("wanted := Some (Outputs [", "LocalMinimum [] None.")
        .doesNotContain("is_spurious");
    assertThat(explain("kink-saddle").out())
        .contains("KinkSaddle 1 [1#1] [Kink 0 (ByCombination [0#1] [])].", "/\\ is_saddle R");
    assertThat(explain("descent-path").out())
        .contains("Descent false (Parameters [[[(-1)#1]]; [[0#1]]] None).", "is_not_critical R");
    assertThat(explain("descent-path-bias").out())
        .contains("Descent true (Parameters [[[1#1]]; [[1#1]]] (Some [[0#1]; [0#1]])).");
    assertThat(explain("global-minimum").out())
        .contains("point_evidence := ZeroLoss.", "is_global_minimum R network point.");
    assertThat(explain("global-minimum-cells").out())
        .contains("LeastByCells [[1#1]; [(-1)#1]] [[", "is_global_minimum R network point.");
    assertThat(explain("path-products-spurious").out()).contains("PathProducts (Some (Parameters ");
    assertThat(explain("local-minimum-kink-rays").out()).contains("[Kink 0 ByRays] None.");
    assertThat(explain("local-minimum-kink-signs").out()).contains("[Kink 0 (BySigns [[");
  }

  @Test
  void theFileAboutALossOfLabelsSpeaksOfExpAndLog() {
    assertThat(explain("enclosed-descent").out())
        .contains(
            "  sample_loss := None;\n",
            "direction : parameters := Parameters [[[635#1; (-543)#1]; [0#1; 0#1]];"
                + " [[363#1; (-1000)#1]]] None.",
            "Theorem claim : descends_everywhere network Logistic point.",
            "@label_claim network Logistic 64 direction")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
    assertThat(explain("enclosed-descent-cross-entropy").out())
        .contains("Theorem claim : descends_everywhere network CrossEntropy point.");
  }

  @Test
  void theFileAboutAPointNearGivenWeightsHoldsItsNumbers() {
    assertThat(explain("nearby-zero").out())
        .contains(
            "near_claim := NearClaim (1405#4096) (0#1) (0#1) 0 0.",
            "NearZero (NearbyBox 12 10 [5461; (-6144); 6144; 5461] [0; 3] [40; 40] 8"
                + " [[228; 114]; [114; 228]]).",
            "Theorem claim : nearby_claim network said proof false.")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
  }

  @Test
  void theFileAboutAllWeightsNearGivenOnesHoldsTheirRadius() {
    assertThat(explain("ball").out())
        .contains(
            "ball_inverse := BallInverse 56 [0; 1; 2; 3] 47 [[75082514787941; (-37529996894754);",
            "Theorem claim : critical_points_claim network (17#32).")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
  }

  @Test
  void theFileAboutASaddleNearGivenWeightsHoldsItsNumbers() {
    assertThat(explain("nearby-saddle").out())
        .contains(
            "(504309333266269#422212465065984) (1008618666560497#844424930131968) 0 1.",
            "critical := CriticalBox 40 48 [0; (-1264438371942); 0; 183251937963] [] []\n"
                + "  [GaugeGroup 1 [0] [1]] [8; 8; 8] 48\n"
                + "  [[0; 120632132875995; 69363476403697];",
            "better : option parameters := None.",
            "Theorem claim : near_saddle_claim network said false.")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
  }

  @Test
  void theFileAboutAMinimumNearGivenWeightsHoldsItsKinks() {
    assertThat(explain("nearby-minimum").out())
        .contains(
            "(552006319275761#562949953421312) (2208025277243737#2251799813685248) 1 0.",
            "[(1, 0, 3)] [(-380598051828)]",
            "Theorem claim : near_minimum_claim network said false.",
            "near_minimum_exported")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
  }

  @Test
  void theFileAboutGradientFlowByItsRateHoldsQ() {
    assertThat(explain("ball-flow").out())
        .contains(
            "Theorem claim : flow_claim network (1#512).",
            "(@flow_rate_exported network (1#512) proof (")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
  }

  @Test
  void theFileAboutWorstMinimaHoldsTheirLoss() {
    assertThat(explain("worst-minimum").out())
        .contains(
            "worst := WorstOfOne 2 (9#20) [[1#1]; [(-1)#1]] [[2#5]; [(-2)#5]].",
            "Theorem claim : worst_claim network 2 (9#20).")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
    assertThat(explain("worst-minimum-held").out())
        .contains(
            "worst := WorstOfHeld 2 (Some (3#4)) (3#4) [[1#1]; [(-1)#1]]"
                + " (Some (Balanced [0; 0] [1#1; 1#1] [0#1; 0#1])) [0] [[0#1]; [(-3)#5]].",
            "Theorem claim : worst_held_claim network 2 (Some (3#4)) (3#4).");
    assertThat(explain("worst-minimum-held-bounded").out())
        .contains(" None [", "Theorem claim : worst_held_claim network 2 None (");
  }

  @Test
  void theFileAboutTheLeastLossHoldsWeightsAndTree() {
    assertThat(explain("least-loss").out())
        .contains(
            "best : parameters := Parameters [[[2#5]]; [[1#1]]] None.",
            "bound_tree := BoundTreeOf [[(-3)#5; (-6)#5]; [(-6)#1; (-3)#1]] [OutputSplit 0;"
                + " InputSplit 0 0; InputSplit 0 1; NoSuchUnit 0 [(0, 1#1); (1, 1#1)];"
                + " BoundLeaf 0 [BoundFactors [] []]; InputSplit 0 1; BoundLeaf 1 [BoundFactors []"
                + " []]; NoSuchUnit 0 [(0, 1#1); (1, 1#1)]; BoundLeaf 0 [BoundFactors [1] []]].",
            "Theorem claim : least_loss_claim network (9#20).")
        .endsWith("Qed.\nPrint Assumptions claim.\n");
    assertThat(explain("any-width").out())
        .contains(
            "WideNetwork 2 (Parameters [[[1#1]; [(-1)#1]]; [[4#1; 4#1]]] None).",
            "Theorem claim : any_width_claim network (1#3) (Some 2).");
    assertThat(explain("any-width-noise").out()).contains("OrthogonalTo [", ") None.\n");
    assertThat(explain("global-minimum-tree").out())
        .contains("GlobalByTree (BoundTreeOf [", "is_global_minimum R network point.");
  }

  @Test
  void theFileAboutLocalMinimaHoldsFacesAndChoices() {
    assertThat(explain("local-minima").out())
        .contains(
            "faces_claim := FacesClaim 3 2 8"
                + " [FaceLine (1#4) 1; FaceLine (1#1) 1; FaceLine (5#4) 1].",
            "faces_evidence := FacesEvidence [[1#1]; [0#1]; [(-1)#1]]"
                + " [Directions [(0, [(-1)#1])] None [(0, 0, 1#1)]; ",
            "PointOfChoice [0#1] [Kink 0 (ByCombination [(-1)#2] [])]; ",
            "Theorem claim : local_minima_claimed network losses.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bordered-minors",
        "tight-set",
        "independent-inputs",
        "null-vector",
        "open-cell",
        "point",
        "dead-pattern",
        "masked-tight-set",
        "lift",
        "collapse-transform",
        "width",
        "point-bias",
        "rank-full-left",
        "sparse-rank",
        "diagonal-one-layer",
        "tree",
        "tree-folded",
        "every-pattern",
        "every-pattern-all-layers",
        "every-pattern-generic",
        "cells",
        "cells-every-w",
        "generic-layers",
        "generic-layers-bias",
        "matching-determined-layer",
        "hall-set-bias",
        "linear-units-slope-one",
        "linear-units-slope-one-null-vector",
        "deep-collapse",
        "deep-null-vector",
        "diagonal",
        "dead-pattern-weights",
        "common-pairs",
        "common-pairs-given",
        "crowded-pairs",
        "collapse-two-outputs",
        "partition-two-outputs",
        "partition-maxout",
        "linear-units-output-biases",
        "linear-units-logistic",
        "tree-two-outputs",
        "every-pattern-output-biases",
        "common-pairs-cross-entropy",
        "common-pairs-output-biases",
        "common-pairs-output-biases-all-minima",
        "partition-all-minima-logistic",
        "diagonal-all-layers-all-minima",
        "collapse-features",
        "common-pairs-generic-layers-determined-layer",
        "crowded-pairs-output-biases",
        "crowded-pairs-generic-layers-slope-zero",
        "hall-set-two-outputs-given-weights",
        "width-two-outputs",
        "noise-ball",
        "nearby-zero-biases-outputs",
        "ball-two-outputs",
        "ball-slope-zero-biases",
        "ball-flow",
        "ball-flow-constant-gradient",
        "ball-flow-modes",
        "ball-flow-modes-two-outputs",
        "nearby-saddle-unit-off",
        "global-minimum-cells-noise",
        "worst-minimum-bias",
        "least-loss-bias",
        "any-width-bias",
        "worst-minimum-held-bias",
        "minima-and-least-loss-bias",
        "minima-signs",
        "minima-bias",
        "local-minima-bias"
      })
  void everyProvedKindIsWritten(String name) {
    Captured result = explain(name);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Theorem claim : ", "Qed.");
  }

  @ParameterizedTest
  @CsvSource({
    "lift-formula,the noise is a formula",
    "lift-formula-fewer-groups,the noise is a formula",
    "lift-formula-near-table,the noise is a formula",
  })
  void othersAreRefusedInOneLine(String name, String message) {
    Captured result = explain(name);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("--coq: ", message);
  }

  @Test
  void aDetachedCertificateIsRefused() {
    Captured result =
        explain(
            "partition-detached",
            "--instance",
            ACCEPTED.resolve("partition-detached.json").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("detached");
  }

  @Test
  void aLargeOneIsRefused() throws IOException {
    Path matrix = Files.writeString(folder.resolve("a.csv"), "0,0,0,0,0,0,0,0\n".repeat(4000));
    String certificate = folder.resolve("a.cert").toString();
    assertThat(run("rank", matrix.toString(), "--certificate", certificate).exitCode()).isZero();
    Captured result = run("explain", "--coq", certificate);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("at most 100000");
  }

  @Test
  void manyPatternsAreRefused() throws IOException {
    String ones = "[" + "[\"1\",\"3\"],".repeat(7) + "[\"2\",\"5\"]]";
    String inputs =
        IntStream.range(0, 8)
            .mapToObj(n -> "[" + rotated(n) + "]")
            .collect(Collectors.joining(",", "[", "]"));
    Path instance =
        Files.writeString(
            folder.resolve("a.json"),
            "{\"format\":\"dlmcert-instance/1\",\"widths\":[8,2,1],\"slope\":\"1/2\",\"bias\":false,"
                + "\"inputs\":"
                + inputs
                + ",\"noise\":["
                + ones
                + "]}");
    String certificate = folder.resolve("a.cert").toString();
    Captured certified =
        run("certify", instance.toString(), "--method", "tree", "--certificate", certificate);
    assertThat(certified.exitCode()).as(certified.err()).isZero();
    Captured result = run("explain", "--coq", certificate);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("for 2^16 patterns");
  }

  /** Eight numbers, a one among zeros. */
  private static String rotated(int place) {
    return IntStream.range(0, 8)
        .mapToObj(j -> j == place ? "\"1\"" : "\"0\"")
        .collect(Collectors.joining(","));
  }

  @Test
  void theFileIsWrittenWhereItIsAskedFor() throws IOException {
    Path target = folder.resolve("claim.v");
    Captured result = explain("collapse", "-o", target.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("ACCEPTED").contains("for Coq: " + target);
    assertThat(Files.readString(target)).contains("Definition proof : evidence := Collapse ");
    String file = ACCEPTED.resolve("collapse.cert").toString();
    assertThat(run("explain", file, "-o", folder.resolve("b.v").toString()).err())
        .contains("-o goes with --coq");
    assertThat(run("explain", "--coq", file, "--json").exitCode()).isEqualTo(2);
  }
}
