package org.dlmcert.checker.network;

import java.util.List;
import java.util.function.Supplier;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.rule.Rule;

/** A kind of certificate about full column rank over activation patterns. */
public interface NetworkRule extends Rule<Network, FullRankClaim> {

  @Override
  default FullRankClaim readClaim(CanonicalReader in) {
    FullRankClaim claim = FullRankClaim.read(in);
    applies(
        coversAllLayers() || !claim.patterns().equals("all-layers"),
        () -> "to patterns of the layers above the determined ones");
    String held = claim.outputWeights();
    applies(
        held.equals("absorbed") || covers().contains(held),
        () -> "to " + (covers().isEmpty() ? "one output" : "output weights that are " + covers()));
    applies(
        claim.setting().pieces() == 1 || coversMaxout(),
        () -> "to units that are not maxout units");
    applies(
        coversSlopesBetween() || !claim.needsSlopesBetween(),
        () -> "to differentiable local minima, unless the slope is 1");
    applies(
        coversBall() == claim.minima().radius().isPresent(),
        () -> coversBall() ? "to all noises within a radius" : "to one noise, without a radius");
    return claim;
  }

  /**
   * Whether the kind can prove full column rank for all slopes between s and 1, one for each unit
   * and sample, and so speak of all local minima (soundness.md section 28).
   */
  default boolean coversSlopesBetween() {
    return false;
  }

  /** Whether the kind proves claims about all noises within a radius. */
  default boolean coversBall() {
    return false;
  }

  /**
   * For which words for output weights that are held the kind can prove claims: {@code given},
   * {@code generic}, or neither. With one output the weights are {@code absorbed}.
   */
  default List<String> covers() {
    return List.of();
  }

  /** Whether the kind can prove claims about maxout units. */
  default boolean coversMaxout() {
    return false;
  }

  /** Whether the kind can prove claims about the patterns of all layers. */
  default boolean coversAllLayers() {
    return false;
  }

  @Override
  default Network readSubject(CanonicalReader in) {
    return Network.readGeneral(in);
  }

  /** Rejects the certificate unless its kind applies. */
  default void applies(boolean condition, Supplier<String> needed) {
    Rejection.unless(
        condition, "applicability", "kind", () -> kind() + " applies only " + needed.get());
  }

  /** The kind proves only claims of this sign. */
  default void appliesIfHoldsIs(boolean proved, FullRankClaim claim) {
    Rejection.unless(
        claim.holds() == proved,
        "applicability",
        "claim.holds",
        () -> kind() + " proves " + proved + ", the certificate says " + !proved);
  }

  default void appliesToOneLayer(Network network) {
    applies(
        network.determinedLayers() == network.layers() - 2,
        () -> "where all layers below the last hidden one are determined");
  }

  /** Without samples there are no slopes, so that a slope of 0 does no harm. */
  default void appliesIfSlopeIsNotZero(Network network) {
    applies(
        network.slope().signum() != 0 || network.samples() == 0, () -> "to slopes other than 0");
  }

  default void appliesIfLastNoiseIsGiven(Network network) {
    applies(
        !network.noise(network.layers() - 1).generic(),
        () -> "if the noise of the last hidden layer is not generic");
  }

  /** Weights are given and the noise of the layers k+1, …, L-1 is generic, k < L-2. */
  default void appliesToGenericLayersAbove(Network network) {
    int k = network.determinedLayers();
    applies(
        network.parameters().isPresent() && k < network.layers() - 2 && network.genericFrom(k + 1),
        () -> "with weights and generic noise in all layers above the determined ones");
  }
}
