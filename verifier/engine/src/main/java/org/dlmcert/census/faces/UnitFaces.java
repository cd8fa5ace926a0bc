package org.dlmcert.census.faces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dlmcert.cells.Faces;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;

/**
 * The faces of one unit, and its states: a face and a sign of the output weight, or an open cell
 * and an output weight 0. That there are no other faces is proved by their numbers in every flat,
 * which the checker counts in its own way (proofs/soundness.md, 27).
 *
 * @param faces in the order of their signs, + before 0 before -
 * @param states in the order of the faces, + before 0 before -
 */
public record UnitFaces(List<Faces.Face> faces, List<State> states) implements Writable {
  private static final Comparator<Faces.Face> BY_SIGNS =
      (a, b) -> {
        int order = 0;
        for (int n = 0; n < a.signs().size() && order == 0; n++) {
          order = b.signs().get(n) - a.signs().get(n);
        }
        return order;
      };

  public UnitFaces {
    faces = List.copyOf(faces);
    states = List.copyOf(states);
  }

  /**
   * What one unit may do.
   *
   * @param face its index
   * @param sign of the output weight: 1, 0 or -1
   */
  public record State(int face, int sign) {}

  /**
   * Finds the faces.
   *
   * @return empty if there are more than the limit
   * @throws InterruptedException if the thread is interrupted
   */
  static Optional<UnitFaces> of(CensusProblem problem, int limit) throws InterruptedException {
    return Faces.of(problem.inputs(), limit)
        .map(
            found -> {
              List<Faces.Face> faces = found.stream().sorted(BY_SIGNS).toList();
              List<State> states = new ArrayList<>();
              for (int f = 0; f < faces.size(); f++) {
                states.add(new State(f, 1));
                if (faces.get(f).isOpenCell()) {
                  states.add(new State(f, 0));
                }
                states.add(new State(f, -1));
              }
              return new UnitFaces(faces, states);
            });
  }

  /** The number of open cells. */
  public int cells() {
    return (int) faces.stream().filter(Faces.Face::isOpenCell).count();
  }

  /** The states of a choice. */
  List<State> chosen(int[] indices) {
    List<State> chosen = new ArrayList<>();
    for (int index : indices) {
      chosen.add(states.get(index));
    }
    return chosen;
  }

  /** The field {@code faces} of the evidence: a point of each face. */
  @Override
  public void write(CanonicalJson json) {
    json.list(faces, face -> json.rationals(face.point()));
  }
}
