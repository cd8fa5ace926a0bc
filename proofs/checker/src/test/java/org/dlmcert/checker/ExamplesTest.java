package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example file has the verdict it should have. */
final class ExamplesTest {
  static Stream<Path> accepted() {
    return Examples.certificates(Examples.ACCEPTED).stream();
  }

  static Stream<List<String>> rejected() {
    return Examples.text(Examples.REJECTED.resolve("expected.txt"))
        .lines()
        .map(line -> List.of(line.split("\t")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptedExamplesAreAcceptedAndTrue(Path file) {
    Verdict verdict = Examples.checkFile(file);
    assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.Accepted.class);
    BruteForce.assertNotRefuted(Examples.text(file), 12);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void rejectedExamplesFailWhereExpected(List<String> expected) {
    Verdict verdict = Examples.checkFile(Examples.REJECTED.resolve(expected.get(0)));
    assertThat(verdict)
        .as(expected.get(0) + ": " + Report.text(verdict))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> {
              assertThat(rejected.rule()).isEqualTo(expected.get(1));
              assertThat(rejected.reason()).contains(expected.get(2));
            });
  }

  @Test
  void everyRejectedFileHasItsExpectation() {
    assertThat(rejected().map(expected -> expected.get(0)))
        .containsExactlyInAnyOrderElementsOf(
            Examples.certificates(Examples.REJECTED).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList());
  }

  @Test
  void everyKindHasAnAcceptedAndARejectedExample() {
    List<String> kinds = RuleTable.RULES.stream().map(Rule::kind).toList();
    assertThat(accepted().map(Examples::text).map(Examples::kind).distinct())
        .containsExactlyInAnyOrderElementsOf(kinds);
    TreeSet<String> rules =
        rejected().map(e -> e.get(1)).collect(Collectors.toCollection(TreeSet::new));
    // dead-pattern is decided by its applicability alone.
    assertThat(rules)
        .containsAll(kinds.stream().filter(kind -> !kind.equals("dead-pattern")).toList());
  }
}
