package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.List;

/** The evidence that |S| > D · rank(X_S). */
record TightSet(int[] samples, int prime, List<BigInteger[]> orthogonal) {
  static TightSet read(CanonicalReader in, int samples, int length) {
    in.open();
    in.field("samples");
    int[] set = in.indexSet(samples);
    in.field("prime");
    int prime = in.prime();
    in.field("orthogonal");
    List<BigInteger[]> orthogonal = in.integerVectors(length);
    in.close();
    return new TightSet(set, prime, orthogonal);
  }

  /** Checks it for D units; the list of orthogonal vectors bounds the rank from above. */
  void check(Columns inputs, long units, String path, Steps steps) {
    steps.independent(orthogonal, inputs.length(), prime, path + "orthogonal");
    BigInteger rank = BigInteger.valueOf(inputs.length() - (long) orthogonal.size());
    BigInteger room = rank.multiply(BigInteger.valueOf(units));
    steps.require(
        BigInteger.valueOf(samples.length).compareTo(room) > 0,
        path + "samples",
        () -> samples.length + " samples do not exceed " + units + " units times rank " + rank);
    steps.orthogonal(orthogonal, inputs, samples, path + "orthogonal");
  }
}
