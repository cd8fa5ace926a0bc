package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.OutputBiases;

/** The evidence that k · |S| > D · rank(X_S). */
public record TightSet(int[] samples, int prime, List<BigInteger[]> orthogonal) {
  public static TightSet read(CanonicalReader in, int samples, int length) {
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

  /** Checks it for D units and k outputs; the orthogonal vectors bound the rank from above. */
  public void check(
      Columns inputs, long units, int k, OutputBiases biases, String path, Steps steps) {
    steps.independent(orthogonal, inputs.length(), prime, path + "orthogonal");
    if (biases.rows(k) > units && samples.length >= 2) {
      // Two samples with opposite vectors orthogonal to all output weights.
      return;
    }
    BigInteger rank = BigInteger.valueOf(inputs.length() - (long) orthogonal.size());
    BigInteger room =
        rank.multiply(BigInteger.valueOf(units)).add(BigInteger.valueOf(biases.rows(k)));
    steps.require(
        BigInteger.valueOf((long) samples.length * k).compareTo(room) > 0,
        path + "samples",
        () ->
            (k == 1 ? "" : k + " times ")
                + samples.length
                + " samples do not exceed "
                + units
                + " units times rank "
                + rank
                + (biases.rows(k) == 0 ? "" : " and the " + k + " biases"));
    steps.orthogonal(orthogonal, inputs, samples, path + "orthogonal");
  }
}
