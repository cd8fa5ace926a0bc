package org.dlmcert.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.dlmcert.paper.statement.Statements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transcript has the same characters whatever language the machine speaks. */
@Isolated("the default locale is the whole process's")
final class LocaleTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void inEgypt() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat(String.format(Locale.getDefault(), "%d", 1))
        .as("a locale with digits of its own")
        .isNotEqualTo("1");
  }

  @AfterEach
  void back() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failure-probability", "lift", "gradient", "layer-matching"})
  void digitsAreAscii(String id) {
    Statement statement =
        Statements.ALL.stream().filter(s -> s.heading().id().equals(id)).findFirst().orElseThrow();
    String text = MarkdownTranscript.section(Replay.of(statement, Extent.SMALL));
    assertThat(text.chars().filter(Character::isDigit)).isNotEmpty().allMatch(c -> c < 128);
    assertThat(text).contains(": PASS");
  }
}
