package org.dlmcert.checker.network;

import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;

/**
 * The local minima of which a claim of full column rank speaks (soundness.md section 28).
 *
 * @param all whether of all; otherwise of those at which the loss is differentiable
 * @param radius of the open ball of noises around the given one, if it speaks of all of them
 */
public record MinimaScope(boolean all, Optional<Rational> radius) {
  static MinimaScope read(CanonicalReader in) {
    boolean all = in.optionalField("scope");
    if (all) {
      in.word(List.of("all-local-minima"));
    }
    boolean ball = in.optionalField("radius");
    return new MinimaScope(all, ball ? Optional.of(in.rational()) : Optional.empty());
  }

  void compare(boolean holds, Network network) {
    Rejection.unless(
        !all || holds && (network.slope().signum() > 0 || network.samples() == 0),
        "claim",
        "claim.scope",
        () -> "all local minima belong to a claim that holds, with a slope above 0");
    Rejection.unless(
        radius.isEmpty() || all && radius.get().signum() > 0,
        "claim",
        "claim.radius",
        () -> "a radius is positive, and belongs to a claim about all local minima");
  }

  /** The noises of the ball in words. */
  String ball() {
    return "every noise that differs from the "
        + "given one by less than "
        + radius.orElseThrow()
        + " in each factor of the last hidden layer";
  }
}
