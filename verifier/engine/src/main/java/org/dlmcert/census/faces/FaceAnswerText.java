package org.dlmcert.census.faces;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.census.NumberText;

/**
 * A {@link FaceAnswer} as one line of text, in which it is kept and written to checkpoints: {@code
 * p loss weights}, or {@code e sum directions factors} with {@code unit:v,v,…;…} and {@code
 * unit:sample:value;…}.
 */
final class FaceAnswerText {
  private FaceAnswerText() {}

  static String write(FaceAnswer answer) {
    if (answer instanceof FaceAnswer.Minimum minimum) {
      return "p " + minimum.loss() + " " + NumberText.list(minimum.products());
    }
    FaceAnswer.Empty empty = (FaceAnswer.Empty) answer;
    return "e "
        + empty.sum()
        + " "
        + empty.directions().stream()
            .map(d -> d.unit() + ":" + NumberText.list(d.move()))
            .collect(Collectors.joining(";"))
        + " "
        + NumberText.factors(empty.factors(), ";");
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static FaceAnswer read(String text) {
    String[] words = text.split(" ", -1);
    if (words[0].equals("p") && words.length == 3) {
      return new FaceAnswer.Minimum(NumberText.rational(words[1]), NumberText.rationals(words[2]));
    }
    if (!words[0].equals("e") || words.length != 4) {
      throw new IllegalArgumentException("an answer expected: " + text);
    }
    List<FaceAnswer.Direction> directions = new ArrayList<>();
    for (String[] part : NumberText.parts(words[2], ";", 2)) {
      directions.add(
          new FaceAnswer.Direction(Integer.parseInt(part[0]), NumberText.rationals(part[1])));
    }
    return new FaceAnswer.Empty(
        directions, NumberText.rational(words[1]), NumberText.readFactors(words[3], ";"));
  }
}
