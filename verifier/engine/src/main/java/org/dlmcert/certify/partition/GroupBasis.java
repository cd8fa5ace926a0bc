package org.dlmcert.certify.partition;

import java.util.Arrays;
import java.util.Random;
import org.dlmcert.exact.PrimeField;

/**
 * An independent group of vectors of F_p^r, completed to a basis of the whole space, together with
 * the inverse of that basis.
 *
 * <p>The basis has r slots. A slot holds a member of the group or, while it is free, some vector
 * that merely completes the basis. Row j of the inverse, times a vector, is the vector's coordinate
 * at slot j. So a vector is independent of the group exactly if it has a nonzero coordinate at a
 * free slot, and otherwise the members in its circuit are those at whose slots its coordinate is
 * not zero. Placing a vector in a slot is one elimination step on the inverse, O(r²), whether the
 * slot was free or its member is being replaced (the product form of the simplex method).
 *
 * <p>Most questions are whether a vector is independent at all. One random combination of the rows
 * at free slots, kept up to date in O(r) a step, answers "no" in one scalar product, wrongly with
 * probability 1/p. So a vector may be taken for dependent that is not, never the other way round;
 * callers see to it that this cannot harm.
 */
final class GroupBasis {
  static final int FREE = -1;

  /** Half of the entries one by one take as long as all of them in a row. */
  private static final int MOST_OF = 2;

  private final PrimeField field;
  private final int dimension;
  private final int[][] inverse;
  private final int[] members; // slot -> sample or FREE
  private final int[] weights; // of the rows in the probe
  private final int[] probe; // the sum of weighted rows at free slots
  private final boolean[] began; // slots that still have the unit vector they began with
  private int size;

  GroupBasis(PrimeField field, int dimension, Random random) {
    this.field = field;
    this.dimension = dimension;
    inverse = new int[dimension][dimension];
    for (int j = 0; j < dimension; j++) {
      inverse[j][j] = 1;
    }
    members = new int[dimension];
    Arrays.fill(members, FREE);
    began = new boolean[dimension];
    Arrays.fill(began, true);
    weights = new int[dimension];
    probe = new int[dimension];
    drawProbe(random);
  }

  /** Draws another random combination. */
  void drawProbe(Random random) {
    Arrays.fill(probe, 0);
    for (int j = 0; j < dimension; j++) {
      weights[j] = random.nextInt(field.modulus());
      if (members[j] == FREE) {
        field.addScaled(probe, 0, weights[j], inverse[j], 0, dimension);
      }
    }
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == dimension;
  }

  /** The sample at a slot, or {@link #FREE}. */
  int member(int slot) {
    return members[slot];
  }

  int[] members() {
    return Arrays.stream(members).filter(m -> m != FREE).sorted().toArray();
  }

  /** The coordinate of a vector at a slot; O(r). */
  int coordinate(int slot, int[] vector) {
    return field.dot(inverse[slot], 0, vector, 0, dimension);
  }

  /**
   * A free slot at which the vector has a nonzero coordinate, or {@link #FREE} if there is none.
   */
  int acceptingSlot(int[] vector) {
    if (!isFull() && field.dot(probe, 0, vector, 0, dimension) != 0) {
      for (int j = 0; j < dimension; j++) {
        if (members[j] == FREE && coordinate(j, vector) != 0) {
          return j;
        }
      }
    }
    return FREE;
  }

  /**
   * Puts a sample in a slot, in place of what was there; O(r²).
   *
   * @return whether the vector's coordinate at the slot was not zero; otherwise nothing has changed
   */
  boolean place(int slot, int sample, int[] vector) {
    int[] coordinates = coordinates(vector);
    if (coordinates[slot] == 0) {
      return false;
    }
    int[] pivot = inverse[slot];
    if (members[slot] == FREE) {
      field.addScaled(probe, 0, field.negate(weights[slot]), pivot, 0, dimension);
    }
    field.scale(pivot, 0, field.inverse(coordinates[slot]), dimension);
    int probed = 0;
    for (int j = 0; j < dimension; j++) {
      if (j != slot && coordinates[j] != 0) {
        field.addScaled(inverse[j], 0, field.negate(coordinates[j]), pivot, 0, dimension);
        if (members[j] == FREE) {
          probed = field.add(probed, field.multiply(weights[j], coordinates[j]));
        }
      }
    }
    field.addScaled(probe, 0, field.negate(probed), pivot, 0, dimension);
    if (members[slot] == FREE) {
      size++;
    }
    members[slot] = sample;
    began[slot] = false;
    return true;
  }

  /**
   * The coordinates at all slots. The inverse takes the unit vector of a slot that has held nothing
   * else to itself, so its column is not looked at; nor are those where the vector is zero.
   */
  private int[] coordinates(int[] vector) {
    int[] places = new int[dimension];
    int[] entries = new int[dimension];
    int count = 0;
    for (int i = 0; i < dimension; i++) {
      if (!began[i] && vector[i] != 0) {
        places[count] = i;
        entries[count++] = vector[i];
      }
    }
    int[] coordinates = new int[dimension];
    for (int j = 0; j < dimension; j++) {
      if (MOST_OF * count > dimension) {
        coordinates[j] = coordinate(j, vector);
      } else {
        int others = field.dot(inverse[j], places, entries, count);
        coordinates[j] = began[j] ? field.add(others, vector[j]) : others;
      }
    }
    return coordinates;
  }

  /** Frees the slot; its vector goes on completing the basis. */
  void release(int slot) {
    if (members[slot] != FREE) {
      size--;
      members[slot] = FREE;
      field.addScaled(probe, 0, weights[slot], inverse[slot], 0, dimension);
    }
  }
}
