package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the checker says about every example whose kind has its rule in one package, word by word,
 * with the work that it counted. A class for each package and a test for each file, so that a
 * change of the code need only run those that it touches: PIT runs all tests of a class, only to
 * list them, in each of its virtual machines.
 */
public abstract class Verdicts {
  /** Files whose kind no rule has, or that name none. */
  public static final String OTHERS = "others";

  private static final Path LISTS =
      Examples.ROOT.resolve("proofs/checker/src/test/resources/org/dlmcert/checker");

  private static final Map<String, String> PACKAGES =
      RuleTable.RULES.stream()
          .collect(
              Collectors.toMap(
                  rule -> rule.kind(),
                  rule -> rule.getClass().getPackageName().replaceFirst(".*\\.", "")));

  /** Read once: a mutant is met by hundreds of tests, each of which asks for all lines. */
  private static final List<Line> LINES =
      Stream.of("accepted", "rejected").flatMap(folder -> read(folder).stream()).toList();

  /** A file, the package of its rule, and what is to be said about it. */
  public record Line(Path file, String ruledBy, String said) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** Returns the lines of the files that a package has the rule of. */
  protected static List<Line> of(String ruledBy) {
    return LINES.stream().filter(line -> line.ruledBy().equals(ruledBy)).toList();
  }

  static List<Line> all() {
    return LINES;
  }

  @ParameterizedTest
  @MethodSource("lines")
  void verdictIsTheListedOne(Line line) {
    assertThat(verdict(line.file())).as("%s", line).isEqualTo(line.said());
  }

  private static List<Line> read(String folder) {
    Path list = LISTS.resolve(folder + ".txt");
    Path examples = Examples.ROOT.resolve("examples").resolve(folder);
    try {
      if (System.getProperty("reasons", "").equals("write")) {
        Files.write(
            list,
            Examples.certificates(examples).stream()
                .map(file -> file.getFileName() + "\t" + verdict(file))
                .toList());
      }
      return Files.readAllLines(list).stream()
          .map(line -> line.split("\t", 2))
          .map(line -> new Line(examples.resolve(line[0]), ruledBy(examples, line[0]), line[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ruledBy(Path examples, String file) {
    return PACKAGES.getOrDefault(Examples.kind(Examples.text(examples.resolve(file))), OTHERS);
  }

  private static String verdict(Path file) {
    return Report.text(Examples.checkFile(file));
  }
}
