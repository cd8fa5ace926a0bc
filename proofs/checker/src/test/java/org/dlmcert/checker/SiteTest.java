package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dlmcert.checker.RejectionSites.Site;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.Test;

/**
 * Every place of the source that can reject a certificate has an example among the rejected ones
 * whose reason is that place's, of a kind that reaches it; or a line here that says why no file
 * does.
 */
final class SiteTest {
  private static final Path SOURCES =
      Examples.ROOT.resolve("proofs/checker/src/main/java/org/dlmcert/checker");
  private static final Path REASONS =
      Examples.ROOT.resolve("proofs/checker/src/test/resources/org/dlmcert/checker/rejected.txt");

  /** Why there is no file that is rejected here. */
  private static final Map<String, String> WITHOUT_AN_EXAMPLE =
      Map.of(
          "CanonicalReader: more than … digits",
          "a file of 200 kB; HostileInputTest makes it",
          "ChoiceMatrix: a solution has … entries: too many",
          "2^31 entries are 8 GB of the file; the widths alone end NOT_CHECKED before",
          "HeldMinimumRule: a solution has … entries: too many",
          "all weights are in the file: 2^31 entries of them are 8 GB",
          "CriticalPoint: units without an effect at the centre have one in the box",
          "a unit that is off at the centre and may not be in the box has a preactivation of unknown"
              + " sign there, which is rejected before",
          "LastHiddenLayer: a vector of so many entries does not fit here",
          "the output weights are in the file: 46341 samples and as many outputs are the fewest");

  @Test
  void everyPlaceThatRejectsHasAnExample() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      // What the readers of the user's data say, TableReaderTest and UserInstanceTest compare.
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(SOURCES.resolve("data")))
              .sorted()
              .toList();
    }
    List<Site> sites = RejectionSites.in(sources);
    assertThat(sites).hasSizeGreaterThan(150);
    Map<String, Set<String>> kinds = kindsThatReach();
    List<String> reasons = Files.readAllLines(REASONS);
    Map<String, Integer> alike = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (Site site : sites) {
      Set<String> own = kinds.getOrDefault(site.type(), Set.of());
      long examples =
          reasons.stream()
              .filter(site::explains)
              .map(line -> Examples.REJECTED.resolve(line.replaceAll("\t.*", "")))
              .filter(file -> own.isEmpty() || own.contains(Examples.kind(Examples.text(file))))
              .count();
      // Places of a class that say the same need an example each.
      if (examples < alike.merge(site.toString(), 1, Integer::sum)) {
        missing.add(site.toString());
      }
    }
    assertThat(missing).containsExactlyInAnyOrderElementsOf(WITHOUT_AN_EXAMPLE.keySet());
  }

  private static Map<String, Set<String>> kindsThatReach() {
    ClassGraph graph = ClassGraph.read();
    Map<String, Set<String>> kinds = new TreeMap<>();
    for (Rule<?, ?> rule : RuleTable.RULES) {
      for (String type : graph.reachable(rule.getClass().getName())) {
        kinds.computeIfAbsent(type, key -> new TreeSet<>()).add(rule.kind());
      }
    }
    return kinds;
  }
}
