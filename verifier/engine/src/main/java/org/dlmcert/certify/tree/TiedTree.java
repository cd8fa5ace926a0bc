package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RowSpace;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.progress.Interruption;

/**
 * Tries every pattern of a layer below several outputs, depth first over the samples: the slopes of
 * a sample are those of all its k columns (proofs/soundness.md, section 14 and 33). O(k·N·D·d)
 * multiplications modulo a prime for each choice of slopes.
 *
 * <p>What is dependent modulo the prime is looked at exactly; if it is independent the tree is
 * tried again modulo the next prime.
 */
public final class TiedTree {
  private static final int MOST_BITS = 62;

  private final GivenOutputs layer;
  private final IntegerMatrix blocks; // D·d×N·k, of the pattern of ones
  private final int units;
  private final int outputs;
  private final int length;

  public TiedTree(GivenOutputs layer) {
    this.layer = layer;
    this.blocks = layer.columns().clearedOnes();
    this.units = layer.units();
    this.outputs = layer.outputs();
    this.length = layer.family().inputs().rows();
  }

  /** The number of choices of slopes, up to a common factor of each sample. */
  public BigInteger patterns() {
    if ((long) (units - 1) * layer.samples() > MOST_BITS) {
      return BigInteger.ONE.shiftLeft(MOST_BITS);
    }
    BigInteger each =
        units == 1 ? BigInteger.ONE : BigInteger.ONE.shiftLeft(units).subtract(BigInteger.ONE);
    return each.pow(layer.samples());
  }

  /** Tries all patterns, if they are at most so many. */
  public PatternTree.Answer search(long most) {
    BigInteger needed = patterns();
    if (needed.compareTo(BigInteger.valueOf(most)) > 0) {
      return new PatternTree.Limited(0, needed);
    }
    for (PrimeField field : PrimeField.descending()) {
      if (!field.isUnit(layer.family().slope())) {
        continue;
      }
      Walk walk = new Walk(field);
      Optional<long[]> dependent = walk.run();
      if (dependent.isEmpty()) {
        return new PatternTree.Independent(List.of(field.modulus()), SlopeClasses.SCALED, needed);
      }
      ActivationPattern pattern = pattern(dependent.get());
      if (NullVectors.find(layer.matrix(pattern)).isPresent()) {
        return new PatternTree.Deficient(pattern);
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  /** The pattern with slope s for the units of each mask; slope 1 for later samples. */
  private ActivationPattern pattern(long[] masks) {
    return ActivationPattern.of(
        layer.samples(), units, (n, i) -> n >= masks.length || (masks[n] >>> i & 1) == 0);
  }

  /** One walk through the tree modulo one prime. */
  private final class Walk {
    private final PrimeField field;
    private final int slope;
    private final RowSpace columns;
    private final long[] masks = new long[layer.samples()];

    Walk(PrimeField field) {
      this.field = field;
      this.slope = field.reduce(layer.family().slope());
      this.columns = new RowSpace(field);
    }

    /** The masks of a prefix whose columns are dependent modulo the prime, if there is one. */
    Optional<long[]> run() {
      return below(0);
    }

    private Optional<long[]> below(int sample) {
      Interruption.check();
      if (sample == masks.length) {
        return Optional.empty();
      }
      // All slopes s are all slopes 1 times s.
      long choices = units == 1 ? 1 : (1L << units) - 1;
      for (long mask = 0; mask < choices; mask++) {
        masks[sample] = mask;
        int before = columns.rank();
        boolean independent = true;
        for (int c = 0; c < outputs && independent; c++) {
          independent = columns.add(column(sample * outputs + c, mask));
        }
        Optional<long[]> found =
            independent ? below(sample + 1) : Optional.of(Arrays.copyOf(masks, sample + 1));
        columns.shrinkTo(before);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private int[] column(int index, long mask) {
      int[] column = new int[units * length];
      for (int row = 0; row < column.length; row++) {
        int entry = field.reduce(blocks.get(row, index));
        column[row] = (mask >>> (row / length) & 1) == 1 ? field.multiply(slope, entry) : entry;
      }
      return column;
    }
  }
}
