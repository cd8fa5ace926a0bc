package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Nearly a critical point of the loss in all weights, with preactivations that are to be zero;
 * found in whatever way.
 *
 * @param weights ω numbers
 * @param kinks the preactivations
 * @param multipliers λ, of N times the loss, one for each kink
 * @param gauge the parameters that are held, by groups of units
 * @param moving increasing numbers of the others that have an effect
 * @param inverse near the inverse of the second derivatives of N·loss - Σ λu by moving parameters
 *     and multipliers
 * @param congruence R, of the same size: R·(these derivatives)·Rᵀ is nearly diagonal
 */
public record CriticalGuess(
    List<Rational> weights,
    List<Kink> kinks,
    List<Rational> multipliers,
    List<GaugeGroup> gauge,
    List<Integer> moving,
    Preconditioner inverse,
    List<List<BigInteger>> congruence) {
  public CriticalGuess {
    weights = List.copyOf(weights);
    kinks = List.copyOf(kinks);
    multipliers = List.copyOf(multipliers);
    gauge = List.copyOf(gauge);
    moving = List.copyOf(moving);
    congruence = congruence.stream().map(List::copyOf).toList();
  }
}
