package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.testkit.Repository;
import org.junit.jupiter.api.Test;

/** The whole house: its picture, the size of its rooms and of its files. */
class HouseTest {
  private static final Path REPOSITORY = Repository.file("");
  private static final Path PICTURE = REPOSITORY.resolve("docs/pictures/house.svg");

  /** A package with more files says why in its package-info. */
  private static final int MOST_FILES = 25;

  private static final String REASON = "More files than " + MOST_FILES + ":";
  private static final int MOST_LINES = 430;

  /** {@code -Dpicture=write} draws it anew. */
  @Test
  void thePictureIsTheOneOfTheCode() throws IOException {
    String drawn = HousePicture.of(HouseGraph.of(REPOSITORY));
    if (System.getProperty("picture", "").equals("write")) {
      Files.writeString(PICTURE, drawn);
    }
    assertThat(Files.readString(PICTURE)).isEqualToNormalizingNewlines(drawn);
  }

  /** Read from the picture itself: every arrow is in the code, and every use is along arrows. */
  @Test
  void arrowsOfThePictureAreTheUsesInTheCode() throws IOException {
    HouseGraph graph = HouseGraph.of(REPOSITORY);
    Map<String, Set<String>> drawn = new TreeMap<>();
    Pattern.compile("data-arrow=\"(\\S+) (\\S+)\"")
        .matcher(Files.readString(PICTURE))
        .results()
        .forEach(
            arrow ->
                drawn.computeIfAbsent(arrow.group(1), g -> new TreeSet<>()).add(arrow.group(2)));
    assertThat(drawn).hasSizeGreaterThan(40);
    Map<String, Set<String>> used = new TreeMap<>(graph.modules());
    for (String module : HouseGraph.MODULES.keySet()) {
      graph
          .within(module)
          .forEach(
              (from, to) ->
                  used.put(
                      module + "/" + from,
                      to.stream()
                          .map(t -> module + "/" + t)
                          .collect(Collectors.toCollection(TreeSet::new))));
    }
    drawn.forEach((from, to) -> assertThat(used.get(from)).as(from).containsAll(to));
    used.forEach((from, to) -> assertThat(reached(drawn, from)).as(from).containsAll(to));
  }

  /** The table of ARCHITECTURE.md: as many lines in each module as it says, up to a twentieth. */
  @Test
  void theTableOfSizesIsThatOfTheCode() throws IOException {
    int[] modules = {0};
    Pattern.compile("\\| ((?:proofs|verifier)/\\w+) \\| [0-9,]+ \\| ([0-9,]+) \\|")
        .matcher(Files.readString(REPOSITORY.resolve("ARCHITECTURE.md")))
        .results()
        .forEach(
            row -> {
              double said = Integer.parseInt(row.group(2).replace(",", ""));
              assertThat(lines(REPOSITORY.resolve(row.group(1)).resolve("src/main")))
                  .as(row.group())
                  .isBetween(said * 0.95, said * 1.05);
              modules[0]++;
            });
    assertThat(modules[0]).isEqualTo(HouseGraph.MODULES.size());
  }

  private static double lines(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      double lines = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> reached(Map<String, Set<String>> arrows, String from) {
    Set<String> found = new TreeSet<>();
    List<String> left = new ArrayList<>(List.of(from));
    while (!left.isEmpty()) {
      for (String next : arrows.getOrDefault(left.remove(0), Set.of())) {
        if (found.add(next)) {
          left.add(next);
        }
      }
    }
    return found;
  }

  @Test
  void theCheckerUsesNoOtherModuleAndOnlyTheProgramUsesIt() throws IOException {
    Map<String, Set<String>> modules = HouseGraph.of(REPOSITORY).modules();
    assertThat(modules.get("checker")).isEmpty();
    assertThat(modules.entrySet().stream().filter(m -> m.getValue().contains("checker")))
        .extracting(Map.Entry::getKey)
        .containsExactly("app");
  }

  @Test
  void noPackageIsCrowdedWithoutAReason() throws IOException {
    Map<Path, Long> counts =
        mainFiles().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    assertThat(counts).hasSizeGreaterThan(60);
    for (Map.Entry<Path, Long> room : counts.entrySet()) {
      Path info = room.getKey().resolve("package-info.java");
      String said = Files.exists(info) ? Files.readString(info) : "";
      assertThat(room.getValue() <= MOST_FILES || said.contains(REASON))
          .as("%s has %s files; \"%s …\" is not said", room.getKey(), room.getValue(), REASON)
          .isTrue();
    }
  }

  @Test
  void filesAreShort() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : HouseGraph.MODULES.values()) {
      files.addAll(HouseGraph.javaFiles(REPOSITORY.resolve(module).resolve("src")));
    }
    assertThat(files).hasSizeGreaterThan(900);
    for (Path file : files) {
      assertThat(Files.readAllLines(file).size()).as("%s", file).isLessThanOrEqualTo(MOST_LINES);
    }
  }

  private static List<Path> mainFiles() {
    return HouseGraph.MODULES.values().stream()
        .flatMap(m -> HouseGraph.javaFiles(REPOSITORY.resolve(m).resolve("src/main")).stream())
        .toList();
  }
}
