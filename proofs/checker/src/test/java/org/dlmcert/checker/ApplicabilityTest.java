package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.dlmcert.checker.network.NetworkRule;
import org.junit.jupiter.api.Test;

/** Kinds about a known input to the last hidden layer say so where it is not known. */
final class ApplicabilityTest {
  private static final Set<String> OTHERS =
      Set.of(
          "dead-pattern",
          "generic-layers",
          "matching",
          "hall-set",
          "common-pairs", // may have generic layers below
          "crowded-pairs", // the same
          "deep-collapse",
          "deep-null-vector",
          "every-pattern",
          "noise-ball"); // asks for a radius first: noise-ball-of-free-layers.cert

  @Test
  void oneLayerKindsNeedDeterminedLayersBelow() {
    String free = Examples.text(Examples.REJECTED.resolve("partition-of-free-layers.cert"));
    List<String> kinds =
        RuleTable.RULES.stream()
            .filter(NetworkRule.class::isInstance)
            .map(rule -> rule.kind())
            .filter(kind -> !OTHERS.contains(kind))
            .toList();
    assertThat(kinds).hasSize(14);
    for (String kind : kinds) {
      int applies = 0;
      for (String holds : List.of("true", "false")) {
        String text =
            free.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":\"" + kind + "\"")
                .replaceFirst("\"holds\":[a-z]+", "\"holds\":" + holds);
        assertThat(Examples.check(text)).as(kind).isInstanceOf(Verdict.Rejected.class);
        Verdict.Rejected rejected = (Verdict.Rejected) Examples.check(text);
        assertThat(rejected.rule()).as(kind).isEqualTo("applicability");
        applies += rejected.reason().contains("all layers below the last hidden one") ? 1 : 0;
      }
      assertThat(applies).as(kind).isEqualTo(kind.equals("linear-units") ? 2 : 1);
    }
  }
}
