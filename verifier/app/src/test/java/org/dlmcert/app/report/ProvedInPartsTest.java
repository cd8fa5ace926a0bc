package org.dlmcert.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of others, who check all parts but the first, come to. */
class ProvedInPartsTest {
  private static final int PARTS = 5;

  private static byte[] certificate(String name) throws IOException {
    return Files.readAllBytes(Path.of("../../examples/accepted", name + ".cert"));
  }

  private static Judged judged(byte[] certificate, long maxWork, Proved.Others others)
      throws IOException, InterruptedException {
    return Proved.judgeParts(certificate, Optional.empty(), maxWork, PARTS, others);
  }

  /** All hold, but for one at a place. */
  private static Proved.Others holdingBut(int place, PartAnswer answer) {
    return parts -> {
      List<PartAnswer> answers = new ArrayList<>();
      parts.forEach(part -> answers.add(new PartAnswer.Holds(1)));
      answers.set(place, answer);
      return answers;
    };
  }

  private static PartAnswer answer(byte[] certificate, String part) {
    return PartAnswer.of(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK, part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition", "lift", "tree"})
  void theWorkOfAllPartsIsTold(String name) throws Exception {
    byte[] certificate = certificate(name);
    List<String> asked = new ArrayList<>();
    Judged all =
        judged(
            certificate,
            Checker.DEFAULT_MAX_WORK,
            parts -> {
              asked.addAll(parts);
              return parts.stream().map(part -> answer(certificate, part)).toList();
            });
    assertThat(asked).containsExactly("2/5", "3/5", "4/5", "5/5");
    long work = 0;
    for (int k = 1; k <= PARTS; k++) {
      work += ((PartAnswer.Holds) answer(certificate, k + "/" + PARTS)).work();
    }
    assertThat(work).isGreaterThan(((PartAnswer.Holds) answer(certificate, "1/5")).work());
    Proved proved = (Proved) all;
    assertThat(proved.work()).isEqualTo(work);
    assertThat(proved.parts()).isEqualTo(PARTS);
    Proved whole = (Proved) Proved.judge(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK);
    assertThat(proved.claim()).isEqualTo(whole.claim());
  }

  @ParameterizedTest
  @CsvSource({"partition,0", "partition,3", "lift,1", "tree,2", "tree,3"})
  void whatIsNotCheckedElsewhereIsNotProved(String name, int place) throws Exception {
    Judged judged =
        judged(
            certificate(name),
            Checker.DEFAULT_MAX_WORK,
            holdingBut(place, new PartAnswer.NotChecked(7, 6, "groups")));
    assertThat(judged).isEqualTo(new Judged.NotChecked(new Verdict.NotChecked(7, 6, "groups")));
  }

  @ParameterizedTest
  @CsvSource({"partition,0", "partition,3", "lift,1", "tree,2", "tree,3"})
  void whatIsRejectedElsewhereIsRejected(String name, int place) throws Exception {
    Judged judged =
        judged(
            certificate(name),
            Checker.DEFAULT_MAX_WORK,
            holdingBut(place, new PartAnswer.Rejected("a rule", "a place", "a reason")));
    assertThat(judged)
        .isEqualTo(new Judged.Rejected(new Verdict.Rejected("a rule", "a place", "a reason")));
  }

  /** Parts take unequal work, and the limit is that of each. */
  @Test
  void aLimitThatOnlyTheFirstPartKeepsIsNotForgotten() throws Exception {
    byte[] certificate = certificate("tree");
    long most = 0;
    for (int k = 1; k <= PARTS; k++) {
      most = Math.max(most, ((PartAnswer.Holds) answer(certificate, k + "/" + PARTS)).work());
    }
    long limit = most - 1;
    Judged judged =
        judged(
            certificate,
            limit,
            parts ->
                parts.stream()
                    .map(part -> PartAnswer.of(certificate, Optional.empty(), limit, part))
                    .toList());
    assertThat(judged).isInstanceOf(Judged.NotChecked.class);
  }

  /** Nobody is asked when the first part does not hold, and no answer is missing. */
  @Test
  void missingAnswersProveNothing() throws Exception {
    byte[] certificate = certificate("partition");
    assertThatThrownBy(
            () ->
                judged(
                    certificate,
                    Checker.DEFAULT_MAX_WORK,
                    parts -> List.of(new PartAnswer.Holds(1), new PartAnswer.Holds(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 answers for 4 parts");
    assertThat(
            judged(
                certificate,
                1,
                parts -> {
                  throw new IllegalStateException("asked for nothing");
                }))
        .isInstanceOf(Judged.NotChecked.class);
  }
}
