package org.dlmcert.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes texts at random: bytes, numbers, words, parts of lists, and pieces of other texts. */
final class Mutator {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final Pattern PART =
      Pattern.compile("\"[^\"]*\"|\\[[^\\[\\]]*]|\\{[^{}]*}|[0-9]+|true|false|null");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "-0",
          "00",
          "1/2",
          "2/4",
          "1/0",
          "2147483647",
          "2147483646",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "1e9",
          "1e-9999",
          "1e10000",
          "0x1p-3",
          "NaN",
          "-inf",
          "1.5",
          ".",
          "99999999999999999999999",
          "");
  private static final String CHARACTERS =
      "0123456789-/\",[]{}:.eE+ \t\n\\\u0000\u001b\u00e9\u202e;#%";

  private final Random random;
  private final List<String> texts;

  Mutator(List<String> texts, long seed) {
    this.texts = texts;
    this.random = new Random(seed);
  }

  /** Returns the next text: one of the given ones, changed one to four times. */
  String next() {
    String text = texts.get(random.nextInt(texts.size()));
    int changes = 1 + random.nextInt(4);
    for (int k = 0; k < changes && !text.isEmpty(); k++) {
      text = changed(text);
    }
    return text;
  }

  private String changed(String text) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> number(text);
      case 2 -> replaced(text, part(text), part(text).group());
      case 3 -> replaced(text, part(text), part(other()).group());
      case 4 -> replaced(text, part(text), "");
      case 5 -> {
        MatchResult part = part(text);
        yield replaced(text, part, part.group() + "," + part.group());
      }
      case 6 -> character(text);
      case 7 -> text.substring(0, random.nextInt(text.length()));
      default -> swapped(text);
    };
  }

  private String other() {
    return texts.get(random.nextInt(texts.size()));
  }

  private String number(String text) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    if (numbers.isEmpty()) {
      return character(text);
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    String value = number.group();
    String other =
        value.length() < 10 && random.nextBoolean()
            ? String.valueOf(Long.parseLong(value) + random.nextInt(7) - 3)
            : NUMBERS.get(random.nextInt(NUMBERS.size()));
    return replaced(text, number, other);
  }

  private MatchResult part(String text) {
    List<MatchResult> parts = new ArrayList<>(PART.matcher(text).results().toList());
    if (parts.isEmpty()) {
      parts.addAll(Pattern.compile("(?s).").matcher(text).results().toList());
    }
    return parts.get(random.nextInt(parts.size()));
  }

  private String character(String text) {
    int at = random.nextInt(text.length());
    char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
  }

  private String swapped(String text) {
    MatchResult a = part(text);
    MatchResult b = part(text);
    if (a.end() > b.start()) {
      return character(text);
    }
    return text.substring(0, a.start())
        + b.group()
        + text.substring(a.end(), b.start())
        + a.group()
        + text.substring(b.end());
  }

  private static String replaced(String text, MatchResult part, String by) {
    return text.substring(0, part.start()) + by + text.substring(part.end());
  }
}
