package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every accepted example, corrupted systematically: nothing throws, and what is still accepted is
 * true by {@link BruteForce}.
 */
final class CorruptionTest {
  private static final long SEED = 20160527;
  private static final boolean ALL = System.getProperty("cases", "").equals("full");
  private static final int SHARE = 9;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final Pattern FIELD =
      Pattern.compile("\"[a-z_0-9]+\":(?:\"[^\"]*\"|[a-z0-9]+|\\[[^{}]*?\\](?=[,}]))");
  private static final Pattern ITEM =
      Pattern.compile("(?<=[\\[,])(?:\\[[^\\[\\]]*\\]|\"[^\"]*\"|[0-9]+)(?=[,\\]])");

  private static long checked;
  private static long accepted;
  private static long judged;

  static Stream<Path> accepted() {
    return Examples.certificates(Examples.ACCEPTED).stream();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void numbersChanged(Path file) {
    String text = Examples.text(file);
    List<Supplier<String>> mutants = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      if (number.group().length() > 11) {
        continue;
      }
      long value = Long.parseLong(number.group());
      for (String other :
          List.of(
              String.valueOf(value + 1),
              String.valueOf(value - 1),
              "0",
              "2",
              "3",
              String.valueOf(-value),
              number.group() + "7",
              "0" + number.group(),
              number.group() + "/2",
              "2147483647",
              "99999999999999999999",
              "",
              "null")) {
        int from = number.start();
        int to = number.end();
        mutants.add(() -> text.substring(0, from) + other + text.substring(to));
      }
    }
    judge(file, mutants);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void fieldsAndItemsDroppedRepeatedSwapped(Path file) {
    String text = Examples.text(file);
    List<Supplier<String>> mutants = new ArrayList<>();
    for (Pattern pattern : List.of(FIELD, ITEM)) {
      List<int[]> spans = new ArrayList<>();
      Matcher part = pattern.matcher(text);
      while (part.find()) {
        spans.add(new int[] {part.start(), part.end()});
      }
      for (int[] a : spans) {
        String content = text.substring(a[0], a[1]);
        String before = text.substring(0, a[0]);
        String after = text.substring(a[1]);
        mutants.add(() -> before + content + "," + content + after);
        mutants.add(() -> before + (after.startsWith(",") ? after.substring(1) : after));
        mutants.add(() -> before.replaceFirst(",$", "") + after);
        for (int[] b : spans) {
          if (a[1] <= b[0]) {
            mutants.add(
                () ->
                    before
                        + text.substring(b[0], b[1])
                        + text.substring(a[1], b[0])
                        + content
                        + text.substring(b[1]));
          }
        }
      }
    }
    for (String[] words :
        new String[][] {
          {"true", "false"},
          {"generic", "none"},
          {"all", "realizable"},
          {"all", "every-w"},
          {"all", "all-layers"},
          {"none", "given"},
          {"generic", "mixed"},
          {"NOT_CRITICAL", "SADDLE"},
          {"LOCAL_MINIMUM", "GLOBAL_MINIMUM"},
          {"LOCAL_MINIMUM", "SADDLE"},
          {"left", "right"}
        }) {
      for (int w = 0; w < 2; w++) {
        String word = words[w];
        String other = words[1 - w];
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
          int from = at;
          mutants.add(() -> text.substring(0, from) + other + text.substring(from + word.length()));
        }
        mutants.add(() -> text.replace(word, other));
      }
    }
    for (Rule<?, ?> rule : RuleTable.RULES) {
      mutants.add(
          () -> text.replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":\"" + rule.kind() + "\""));
    }
    judge(file, mutants);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void truncatedAtEveryByte(Path file) {
    String text = Examples.text(file);
    List<Integer> lengths = new ArrayList<>(IntStream.range(0, text.length()).boxed().toList());
    Collections.shuffle(lengths, new Random(SEED));
    for (int to : ALL ? lengths : lengths.subList(0, Math.min(SHARE, lengths.size()))) {
      assertThat(Examples.check(text.substring(0, to)))
          .as("%s truncated to %d bytes", file, to)
          .isInstanceOf(Verdict.Rejected.class);
    }
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void bytesFlipped(Path file) {
    Random random = new Random(SEED);
    byte[] bytes = Examples.bytes(file);
    List<Supplier<String>> mutants = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      int changed = at;
      int bit = random.nextInt(8);
      mutants.add(
          () -> {
            byte[] copy = bytes.clone();
            copy[changed] ^= (byte) (1 << bit);
            return new String(copy, StandardCharsets.ISO_8859_1);
          });
    }
    for (int t = 0; t < 200; t++) {
      long seed = random.nextLong();
      mutants.add(() -> withOtherLetters(Examples.text(file), new Random(seed)));
    }
    judge(file, mutants);
  }

  private static String withOtherLetters(String original, Random random) {
    char[] text = original.toCharArray();
    for (int k = 0; k < 1 + random.nextInt(4); k++) {
      text[random.nextInt(text.length)] = "0123456789-/\",[]{}:atf".charAt(random.nextInt(22));
    }
    return new String(text);
  }

  /**
   * Checks each mutant, or a share of them, with the old digest and with the right one; only what
   * is checked is written out.
   */
  private static void judge(Path file, List<Supplier<String>> mutants) {
    Set<String> candidates = new LinkedHashSet<>();
    for (Supplier<String> mutant : share(mutants)) {
      candidates.add(mutant.get());
      candidates.add(Examples.withDigest(mutant.get()));
    }
    candidates.remove(Examples.text(file));
    for (String candidate : candidates) {
      Verdict verdict = Examples.check(candidate);
      checked++;
      if (verdict instanceof Verdict.Accepted) {
        accepted++;
        judged += BruteForce.assertNotRefuted(candidate, 8) ? 1 : 0;
      }
    }
  }

  private static <T> List<T> share(List<T> cases) {
    if (ALL) {
      return cases;
    }
    Collections.shuffle(cases, new Random(SEED));
    return cases.subList(0, Math.min(cases.size(), SHARE));
  }

  /** Most mutants must be refused, some be true all the same, and most of these be judged. */
  @AfterAll
  static void mutantsWereJudged() {
    System.out.printf(
        Locale.ROOT,
        "seed %d: %d corrupted certificates, %d accepted, %d of them judged%n",
        SEED,
        checked,
        accepted,
        judged);
    assertThat(checked).isGreaterThan(10L * Examples.certificates(Examples.ACCEPTED).size());
    assertThat(accepted).isBetween(checked / 200, checked / 2);
    assertThat(judged).isGreaterThan(accepted / 2);
  }
}
