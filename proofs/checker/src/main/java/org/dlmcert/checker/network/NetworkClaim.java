package org.dlmcert.checker.network;

import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.rule.Claim;

/** A claim about a network, which says what network and data it is about. */
public interface NetworkClaim extends Claim<Network> {
  NetworkSetting setting();

  @Override
  default Settings settings() {
    return setting().settings();
  }

  /** Rejects the claim unless the instance, in a field of it, is one that it can be about. */
  static void needs(boolean condition, String field, String reason) {
    Rejection.unless(condition, "claim", "instance." + field, () -> reason);
  }

  /** It needs noise that is not generic in all layers. */
  static void needsNoNoiseThatIsGeneric(Network network) {
    for (int l = 1; l < network.layers(); l++) {
      needs(!network.noise(l).generic(), "noise[" + (l - 1) + "]", "the noise is generic");
    }
  }
}
