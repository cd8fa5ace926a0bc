package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.pattern.GradientFamily;

/**
 * Looks for a prime p such that the noise of every sample has strictly least p-adic valuation at
 * one unit, and the samples of each unit have independent inputs modulo p.
 *
 * <p>Once a sample's noise is brought to coprime integers r_1, …, r_D, unit i dominates exactly if
 * p divides all r_j but r_i, that is gcd(r_j : j ≠ i). So p divides the product over i of these
 * gcds, for every sample; the gcd of the products over all samples has few prime factors. If every
 * sample is seen by one unit only, the gcd is 0 and any prime will do. O(N·D) gcds.
 */
public final class Domination {
  private final GradientFamily family;
  private final int units;

  /** For the inputs, the noise and the slope of a layer. */
  public Domination(GradientFamily family) {
    this.family = family;
    this.units = family.units();
  }

  /** The samples of each unit, with the prime; empty if there is no such prime. */
  public Optional<DatasetPartition.Groups> search() {
    List<List<BigInteger>> coprime = new ArrayList<>();
    BigInteger common = BigInteger.ZERO;
    for (int n = 0; n < family.samples(); n++) {
      List<BigInteger> row = DominatingPrimes.coprime(family.noise(), n);
      coprime.add(row);
      common = common.gcd(productOfGcds(row));
      if (common.equals(BigInteger.ONE)) {
        return Optional.empty();
      }
    }
    for (PrimeField field : DominatingPrimes.dividing(common, family.slope())) {
      Optional<DatasetPartition.Groups> groups = groups(coprime, field);
      if (groups.isPresent()) {
        return groups;
      }
    }
    return Optional.empty();
  }

  /** The product over i of the gcd of all entries but the i-th. */
  private BigInteger productOfGcds(List<BigInteger> row) {
    BigInteger[] after = new BigInteger[units + 1];
    after[units] = BigInteger.ZERO;
    for (int i = units - 1; i >= 0; i--) {
      after[i] = after[i + 1].gcd(row.get(i));
    }
    BigInteger before = BigInteger.ZERO;
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < units; i++) {
      product = product.multiply(before.gcd(after[i + 1]));
      before = before.gcd(row.get(i));
    }
    return product;
  }

  private Optional<DatasetPartition.Groups> groups(
      List<List<BigInteger>> coprime, PrimeField field) {
    List<List<Integer>> groups = new ArrayList<>();
    IntStream.range(0, units).forEach(i -> groups.add(new ArrayList<>()));
    for (int n = 0; n < coprime.size(); n++) {
      List<BigInteger> row = coprime.get(n);
      int[] dominating =
          IntStream.range(0, units).filter(i -> field.reduce(row.get(i)) != 0).toArray();
      if (dominating.length != 1) {
        return Optional.empty();
      }
      groups.get(dominating[0]).add(n);
    }
    IntegerMatrix cleared = family.inputs().clearColumns().matrix();
    boolean independent =
        groups.stream().allMatch(group -> PadicUnits.areIndependent(cleared, group, field));
    return independent
        ? Optional.of(new DatasetPartition.Groups(field.modulus(), groups))
        : Optional.empty();
  }
}
