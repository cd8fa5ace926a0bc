package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the checker says about every example whose kind has its rule in one package, word by word,
 * with the work that it counted; and what it does not print: the verdict's word of the claim, the
 * work of rejected ones and the most memory that it asked for. A class for each package and a test
 * for each file, so that a change of the code need only run those that it touches: PIT runs all
 * tests of a class, only to list them, in each of its virtual machines.
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

  /**
   * A file, the package of its rule, what is to be said about it and what is not printed: the word
   * of its claim, the work and the most words of memory that were reserved.
   */
  public record Line(Path file, String ruledBy, String said, String besides) {
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
    compare(line);
  }

  static void compare(Line line) {
    Answer answer = Answer.of(line.file());
    assertThat(answer.said()).as("%s", line).isEqualTo(line.said());
    assertThat(answer.besides()).as("%s: word, work, memory", line).isEqualTo(line.besides());
  }

  /** What the checker says about a file, and what it does not print. */
  private record Answer(String said, String besides) {
    static Answer of(Path file) {
      Work work = new Work(Checker.DEFAULT_MAX_WORK);
      Verdict verdict = Examples.checkFile(file, work);
      String word = verdict instanceof Verdict.Accepted accepted ? accepted.proved() : "-";
      return new Answer(
          Report.text(verdict), word + "\t" + work.total() + "\t" + work.mostReserved());
    }
  }

  private static List<Line> read(String folder) {
    Path list = LISTS.resolve(folder + ".txt");
    Path besides = LISTS.resolve(folder + "-besides.txt");
    Path examples = Examples.ROOT.resolve("examples").resolve(folder);
    try {
      if (System.getProperty("reasons", "").equals("write")) {
        List<String> said = new ArrayList<>();
        List<String> more = new ArrayList<>();
        for (Path file : Examples.certificates(examples)) {
          Answer answer = Answer.of(file);
          said.add(file.getFileName() + "\t" + answer.said());
          more.add(file.getFileName() + "\t" + answer.besides());
        }
        Files.write(list, said);
        Files.write(besides, more);
      }
      Map<String, String> more = byFile(besides);
      return byFile(list).entrySet().stream()
          .map(
              line ->
                  new Line(
                      examples.resolve(line.getKey()),
                      ruledBy(examples, line.getKey()),
                      line.getValue(),
                      more.getOrDefault(line.getKey(), "not in the list")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> byFile(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .map(line -> line.split("\t", 2))
        .collect(
            Collectors.toMap(
                line -> line[0], line -> line[1], (a, b) -> a + "\n" + b, LinkedHashMap::new));
  }

  private static String ruledBy(Path examples, String file) {
    return PACKAGES.getOrDefault(Examples.kind(Examples.text(examples.resolve(file))), OTHERS);
  }
}
