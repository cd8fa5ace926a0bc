package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A certificate of every kind without its instance proves the same of the instance as a file beside
 * it, and nothing of another one; and with both, the two are compared.
 */
final class DetachedKindsTest {
  private static final Pattern INSTANCE =
      Pattern.compile("\"instance\":(.*),(?=\"instance_sha256\":)", Pattern.DOTALL);

  static Stream<String> kinds() {
    return RuleTable.RULES.stream().map(Rule::kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameIsProvedOfTheInstanceBesideIt(String kind) {
    int changed = 0;
    for (Path file : Examples.certificates(Examples.ACCEPTED)) {
      String text = Examples.text(file);
      Matcher instance = INSTANCE.matcher(text);
      if (!Examples.kind(text).equals(kind) || !Examples.holdsItsData(text) || !instance.find()) {
        continue;
      }
      String detached = instance.replaceFirst("");
      // The one field that files for users name otherwise.
      String data =
          instance.group(1).replaceFirst("\"pieces\":([0-9]+)", "\"activation\":\"maxout:$1\"");
      String embedded = said(Examples.checkFile(file));
      assertThat(said(check(detached, data))).as("%s", file).isEqualTo(embedded);
      assertThat(said(check(text, data))).as("%s", file).isEqualTo(embedded);
      String other = data.replaceFirst("\"1\"", "\"11/13\"");
      if (!other.equals(data)) {
        changed++;
        assertThat(check(detached, other)).as("%s", file).isInstanceOf(Verdict.Rejected.class);
        assertThat(check(text, other))
            .as("%s", file)
            .isInstanceOfSatisfying(
                Verdict.Rejected.class, no -> assertThat(no.place()).isEqualTo("--instance"));
      }
    }
    assertThat(changed).as("examples of %s", kind).isPositive();
  }

  /** What is said, without the work, in which reading the data counts. */
  private static String said(Verdict verdict) {
    return Report.text(verdict).replaceFirst("; work [0-9]+\\)$", "");
  }

  private static Verdict check(String certificate, String data) {
    return Checker.check(
        certificate.getBytes(StandardCharsets.UTF_8),
        Optional.of(Examples.user(data, "")),
        Checker.DEFAULT_MAX_WORK);
  }
}
