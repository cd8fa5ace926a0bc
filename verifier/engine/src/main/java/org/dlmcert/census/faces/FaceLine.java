package org.dlmcert.census.faces;

import java.util.List;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.EvidenceEntry;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;

/**
 * What a worker says of one choice of states, with its entry of the evidence. In a line of text
 * these are words with blanks between.
 */
sealed interface FaceLine {
  /** The entry of the evidence (proofs/format.md, 5.30). */
  String entry();

  /** The line. */
  String text();

  /**
   * There is a minimum.
   *
   * @param kinks whether some unit is on a face that is no cell: 1, otherwise 0
   */
  record Minimum(Rational loss, int kinks, String entry) implements FaceLine {
    @Override
    public String text() {
      return loss + " " + kinks + " " + entry;
    }

    /** The minimum, of the choice of these states. */
    FaceMinimum of(CensusProblem problem, UnitFaces faces, List<UnitFaces.State> states) {
      return new FaceMinimum(problem, faces, states, loss, EvidenceEntry.rationals(entry, "point"));
    }
  }

  /** There is none. */
  record Empty(String entry) implements FaceLine {
    @Override
    public String text() {
      return entry;
    }
  }

  static FaceLine of(
      FaceAnswer answer, CensusProblem problem, UnitFaces faces, List<UnitFaces.State> states) {
    if (answer instanceof FaceAnswer.Minimum found) {
      FaceMinimum minimum = new FaceMinimum(problem, faces, states, found.loss(), found.products());
      WritableObject entry = json -> writeMinimum(minimum, json);
      return new Minimum(found.loss(), minimum.isOnKink() ? 1 : 0, entry.text());
    }
    FaceAnswer.Empty empty = (FaceAnswer.Empty) answer;
    WritableObject entry = json -> writeEmpty(empty, problem, json);
    return new Empty(entry.text());
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static FaceLine read(String text) {
    String[] words = text.split(" ", -1);
    return switch (words.length) {
      case 1 -> new Empty(words[0]);
      case 3 -> new Minimum(EvidenceEntry.rational(words[0]), Integer.parseInt(words[1]), words[2]);
      default -> throw new IllegalArgumentException("one or three words expected: " + text);
    };
  }

  private static void writeMinimum(FaceMinimum minimum, CanonicalJson json) {
    json.field("point").rationals(minimum.products());
    List<UnitKinks> kinks = minimum.kinks();
    if (!kinks.isEmpty()) {
      json.field("kinks").list(kinks, unit -> unit.write(json));
    }
  }

  private static void writeEmpty(
      FaceAnswer.Empty empty, CensusProblem problem, CanonicalJson json) {
    json.field("directions")
        .arrays(
            empty.directions(),
            direction -> json.integer(direction.unit()).rationals(direction.move()));
    if (problem.bias()) {
      json.field("sum").rational(empty.sum());
    }
    json.field("lambda")
        .arrays(
            empty.factors(), f -> json.integer(f.unit()).integer(f.sample()).rational(f.value()));
  }
}
