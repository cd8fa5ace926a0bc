package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.Arrays;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** The matrices of all patterns of all layers agree modulo a number (soundness.md section 19). */
public final class DeepCollapseRule implements NetworkRule {
  @Override
  public String kind() {
    return "deep-collapse";
  }

  @Override
  public boolean coversAllLayers() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    applies(claim.patterns().equals("all-layers"), () -> "to the patterns of all layers");
    appliesIfSlopeIsNotZero(network);
    in.open();
    CollapseModulus modulus = CollapseModulus.read(in);
    in.close();
    return steps -> {
      BigInteger power = modulus.requireCollapse(network.slope(), steps);
      if (network.samples() > 0) {
        BigInteger[][] columns = new Linear(network, power, steps).columns();
        modulus.requireFullColumnRank(columns[0].length, columns.length, n -> columns[n], steps);
      }
    };
  }

  /** The network with all slopes 1, computed modulo m^k. */
  private static final class Linear {
    private final Network network;
    private final BigInteger power;
    private final Steps steps;
    private final long square;

    Linear(Network network, BigInteger power, Steps steps) {
      this.network = network;
      this.power = power;
      this.steps = steps;
      this.square = (long) Work.length(power) * Work.length(power);
    }

    BigInteger[][] columns() {
      int last = network.layers() - 1;
      int samples = network.samples();
      BigInteger[][] v = new BigInteger[samples][];
      for (int n = 0; n < samples; n++) {
        v[n] = scaled(network.input(n), "inputs");
      }
      for (int l = 1; l < last; l++) {
        v = layer(l, v);
      }
      BigInteger[][] columns = new BigInteger[samples][];
      for (int n = 0; n < samples; n++) {
        BigInteger[] noise = residues(CollapseModulus.primitive(noise(last, n), steps.work()));
        BigInteger[] x = network.bias() ? append(v[n]) : v[n];
        steps.work().add(noise.length, x.length, square);
        steps.work().reserve(noise.length, x.length, Work.NUMBER + Work.length(power));
        columns[n] =
            Arrays.stream(noise)
                .flatMap(e -> Arrays.stream(x).map(entry -> e.multiply(entry).mod(power)))
                .toArray(BigInteger[]::new);
      }
      return columns;
    }

    private BigInteger[][] layer(int l, BigInteger[][] below) {
      Network.Parameters parameters = network.parameters().orElseThrow();
      int rows = network.width(l);
      int length = network.width(l - 1);
      Rational[] entries =
          Arrays.stream(parameters.weights().get(l - 1))
              .flatMap(Arrays::stream)
              .toArray(Rational[]::new);
      BigInteger[] w = scaled(entries, "weights");
      steps.work().reserve(below.length, rows, Work.NUMBER + Work.length(power));
      BigInteger[][] v = new BigInteger[below.length][rows];
      for (int n = 0; n < below.length; n++) {
        BigInteger[] noise = scaled(noise(l, n), "noise");
        steps.work().add(rows, length + 1L, square);
        for (int i = 0; i < rows; i++) {
          BigInteger u =
              network.bias()
                  ? residue(parameters.biases().get(l - 1)[i], "biases")
                  : BigInteger.ZERO;
          for (int j = 0; j < length; j++) {
            u = u.add(w[i * length + j].multiply(below[n][j]));
          }
          v[n][i] = u.multiply(noise[i]).mod(power);
        }
      }
      return v;
    }

    private Rational[] noise(int layer, int sample) {
      Rational[] noise = new Rational[network.width(layer)];
      Arrays.setAll(noise, i -> network.noise(layer).factor(i, sample));
      return noise;
    }

    /** Without biases a common factor is free; with biases the numbers stay as they are. */
    private BigInteger[] scaled(Rational[] entries, String place) {
      if (!network.bias()) {
        return residues(CollapseModulus.primitive(entries, steps.work()));
      }
      BigInteger[] residues = new BigInteger[entries.length];
      Arrays.setAll(residues, j -> residue(entries[j], place));
      return residues;
    }

    private BigInteger residue(Rational entry, String place) {
      steps.work().add(Work.length(entry.numerator()), Work.length(power));
      steps.work().add(Work.length(entry.denominator()), Work.length(power));
      steps.require(
          entry.denominator().gcd(power).equals(BigInteger.ONE),
          "modulus",
          () -> "the denominator of " + entry + " in " + place + " is not prime to " + power);
      return entry.numerator().multiply(entry.denominator().modInverse(power)).mod(power);
    }

    private BigInteger[] residues(BigInteger[] integers) {
      return Arrays.stream(integers).map(z -> z.mod(power)).toArray(BigInteger[]::new);
    }

    private static BigInteger[] append(BigInteger[] vector) {
      BigInteger[] longer = Arrays.copyOf(vector, vector.length + 1);
      longer[vector.length] = BigInteger.ONE;
      return longer;
    }
  }
}
