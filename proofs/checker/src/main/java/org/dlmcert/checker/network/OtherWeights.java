package org.dlmcert.checker.network;

import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;

/** Weights that evidence brings, of the shapes of those in the instance. */
public final class OtherWeights {
  private OtherWeights() {}

  /** Reads weights of a smaller loss, if there are some. */
  public static Optional<Network.Parameters> readBetter(CanonicalReader in, Network network) {
    return in.optionalField("better") ? Optional.of(read(in, network)) : Optional.empty();
  }

  /** Reads an object of weights, and biases exactly if the network has them. */
  public static Network.Parameters read(CanonicalReader in, Network network) {
    in.open();
    in.field("weights");
    Network.Parameters parameters = network.readParameters(in);
    in.close();
    return parameters;
  }
}
