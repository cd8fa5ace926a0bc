package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * With k outputs: a prime for which the noise of every sample has its least valuation at exactly k
 * units, whose output weights are a basis modulo the prime, and the inputs of every unit's samples
 * are independent modulo it (proofs/soundness.md, section 33).
 */
public final class PairDomination {
  private final GivenOutputs layer;
  private final int units;

  public PairDomination(GivenOutputs layer) {
    this.layer = layer;
    this.units = layer.units();
  }

  /** The pairs, with the prime; empty if there is no such prime among those that are tried. */
  public Optional<CommonPairs.Found> search() {
    if (units < layer.outputs()) {
      return Optional.empty();
    }
    List<List<BigInteger>> rows = new ArrayList<>();
    BigInteger common = BigInteger.ZERO;
    for (int n = 0; n < layer.samples(); n++) {
      List<BigInteger> row = DominatingPrimes.coprime(layer.family().noise(), n);
      rows.add(row);
      common = common.gcd(divisibleBeside(row));
      if (common.equals(BigInteger.ONE)) {
        return Optional.empty();
      }
    }
    for (PrimeField field : DominatingPrimes.dividing(common, layer.family().slope())) {
      Optional<CommonPairs.Found> found = pairs(rows, field);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A multiple of every prime that divides all but k of the entries; 0 for no condition. */
  private BigInteger divisibleBeside(List<BigInteger> row) {
    int divisible = units - layer.outputs();
    if (divisible == 0) {
      return BigInteger.ZERO;
    }
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < units; i++) {
      if (divisible == 1) {
        product = product.multiply(row.get(i));
      }
      for (int j = 0; j < i && divisible > 1; j++) {
        product = product.multiply(row.get(i).gcd(row.get(j)));
      }
    }
    return product;
  }

  private Optional<CommonPairs.Found> pairs(List<List<BigInteger>> rows, PrimeField field) {
    IntegerMatrix weights = layer.outputWeights().clearColumns().matrix();
    List<List<Integer>> samples = new ArrayList<>();
    IntStream.range(0, units).forEach(i -> samples.add(new ArrayList<>()));
    for (int n = 0; n < rows.size(); n++) {
      List<BigInteger> row = rows.get(n);
      List<Integer> own =
          IntStream.range(0, units).filter(i -> field.reduce(row.get(i)) != 0).boxed().toList();
      if (own.size() != layer.outputs() || !PadicUnits.areIndependent(weights, own, field)) {
        return Optional.empty();
      }
      int sample = n;
      own.forEach(i -> samples.get(i).add(sample));
    }
    IntegerMatrix cleared = layer.family().inputs().clearColumns().matrix();
    return samples.stream().allMatch(group -> PadicUnits.areIndependent(cleared, group, field))
        ? Optional.of(new CommonPairs.Found(field.modulus(), samples))
        : Optional.empty();
  }
}
