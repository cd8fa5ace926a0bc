package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.proof.NoiseBallEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RankProfile;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Interruption;

/**
 * For each group of independent samples a matrix L with L X_S = I. The group is completed to a
 * basis of the space of all inputs by other samples, on which L is zero: the fewer entries of L
 * times other inputs, the larger the ball.
 */
final class GroupInverses {
  /** Entries of more bits than this are rounded; nothing but a smaller radius comes of it. */
  private static final int MOST_BITS = 64;

  private final RationalMatrix inputs;
  private final IntegerMatrix cleared;
  private final List<BigInteger> scales;

  GroupInverses(RationalMatrix inputs) {
    this.inputs = inputs;
    RationalMatrix.ClearedColumns columns = inputs.clearColumns();
    this.cleared = columns.matrix();
    this.scales = columns.scales();
  }

  /**
   * The rows of all groups.
   *
   * @param bits long entries are rounded to so many bits; empty for none
   */
  List<NoiseBallEvidence.Group> of(List<List<Integer>> groups, Optional<Integer> bits) {
    List<NoiseBallEvidence.Group> found = new ArrayList<>();
    for (List<Integer> group : groups) {
      Interruption.check();
      List<Integer> samples = group.stream().sorted().toList();
      RationalMatrix exact = inverse(samples);
      found.add(
          new NoiseBallEvidence.Group(samples, bits.map(b -> rounded(exact, b)).orElse(exact)));
    }
    return found;
  }

  /** L, with one row for each sample. */
  private RationalMatrix inverse(List<Integer> samples) {
    if (samples.isEmpty()) {
      return RationalMatrix.of(0, inputs.rows(), (k, j) -> Rational.ZERO);
    }
    int[] own = samples.stream().mapToInt(Integer::intValue).toArray();
    int[] order =
        IntStream.concat(
                Arrays.stream(own),
                IntStream.range(0, inputs.columns()).filter(n -> !samples.contains(n)))
            .toArray();
    IntegerMatrix ordered = cleared.columns(order);
    for (PrimeField field : PrimeField.descending()) {
      RankProfile profile = ModularMatrix.of(field, ordered).rankProfile();
      int[] columns = profile.columnIndices();
      if (columns.length < own.length || columns[own.length - 1] != own.length - 1) {
        continue; // the group is not independent modulo this prime
      }
      int[] rows = profile.rowIndices();
      IntegerMatrix basis = ordered.submatrix(rows, columns).transpose();
      IntegerMatrix unit =
          IntegerMatrix.of(
              rows.length, own.length, (r, k) -> r == k ? scales.get(own[k]) : BigInteger.ZERO);
      if (LinearSystem.solve(basis, unit) instanceof LinearSystem.Unique unique) {
        int[] place = new int[inputs.rows()];
        Arrays.fill(place, -1);
        IntStream.range(0, rows.length).forEach(r -> place[rows[r]] = r);
        return RationalMatrix.of(
            own.length,
            inputs.rows(),
            (k, j) -> place[j] < 0 ? Rational.ZERO : unique.solution().get(place[j], k));
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  /** Rows with long entries as dyadic numbers whose largest one has so many bits. */
  private static RationalMatrix rounded(RationalMatrix exact, int bits) {
    List<List<Rational>> rows = new ArrayList<>();
    for (int k = 0; k < exact.rows(); k++) {
      List<Rational> row = exact.row(k);
      int longest =
          row.stream()
              .mapToInt(x -> Math.max(x.numerator().bitLength(), x.denominator().bitLength()))
              .max()
              .orElse(0);
      rows.add(longest <= MOST_BITS ? row : dyadic(row, bits));
    }
    return RationalMatrix.ofRows(exact.columns(), rows);
  }

  private static List<Rational> dyadic(List<Rational> row, int bits) {
    int size =
        row.stream()
            .filter(x -> !x.isZero())
            .mapToInt(x -> x.numerator().bitLength() - x.denominator().bitLength())
            .max()
            .orElse(0);
    int shift = Math.max(0, bits - size);
    BigInteger one = BigInteger.ONE.shiftLeft(shift);
    return row.stream()
        .map(x -> Rational.of(x.numerator().shiftLeft(shift).divide(x.denominator()), one))
        .toList();
  }
}
