package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Slopes so near to one that a left inverse of one matrix serves all (soundness.md section 13). */
public final class ArchimedeanRule implements NetworkRule {
  @Override
  public String kind() {
    return "archimedean";
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public boolean coversSlopesBetween() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(network.slope().signum() > 0, () -> "to slopes above 0");
    in.open();
    Reduction reduction = Reduction.read(in, network);
    int samples = (int) Math.min(Integer.MAX_VALUE, reduction.columns(network));
    in.field("left");
    int length = (int) Math.min(Integer.MAX_VALUE, reduction.rows(network));
    Rational[][] left = in.table(samples, length);
    in.field("weights");
    Rational[] weights = in.row(samples);
    in.close();
    return steps -> {
      for (int n = 0; n < samples; n++) {
        int sample = n;
        steps.require(
            weights[n].signum() > 0,
            "weights[" + n + "]",
            () -> "the weight of column " + sample + " is not positive");
      }
      Work work = steps.work();
      work.add(samples, samples, reduction.rows(network));
      LastHiddenLayer layer = new LastHiddenLayer(network, work);
      BlockColumns columns = reduction.check(layer, network, steps);
      new Contraction(network.slope(), columns, left, weights, steps).check();
    };
  }

  /**
   * The inequality, without denominators. With s = a/b, column m of E'∘X' equal to g_m/q_m, row n
   * of the left matrix to l_n/e and z_m/q_m equal to y_m/y: entry (n, m) of |A - I| + tK, times
   * z_m, is
   *
   * <pre>((a+b)·|Σ_i l_{n,i}·g_{m,i} - δ·e·q_m| + |a-b|·Σ_i |l_{n,i}·g_{m,i}|)·y_m / (e·(a+b)·y)
   * </pre>
   *
   * and z_n is q_n·y_n/y.
   */
  private record Contraction(
      Rational slope, BlockColumns columns, Rational[][] left, Rational[] weights, Steps steps) {

    void check() {
      int samples = columns.size();
      Cleared[] g = new Cleared[samples];
      Rational[] scaled = new Rational[samples];
      long longest = 1;
      for (int m = 0; m < samples; m++) {
        g[m] = Cleared.of(columns.column(m), steps.work());
        BigInteger q = g[m].denominator();
        steps.work().add(Work.length(q), Work.length(weights[m].denominator()));
        scaled[m] = weights[m].times(Rational.of(BigInteger.ONE, q));
        longest = Math.max(longest, Math.max(Work.length(q), Work.length(g[m].integers())));
      }
      BigInteger[] y = Cleared.of(scaled, steps.work()).integers();
      for (int n = 0; n < samples; n++) {
        Cleared row = Cleared.of(left[n], steps.work());
        long length = Math.max(Work.length(row.integers()), Work.length(row.denominator()));
        steps.work().add(samples, columns.length(), length, longest);
        steps.work().add(samples, Work.length(y), length + longest + slopeLength());
        requireSmall(n, row, g, y);
      }
    }

    private long slopeLength() {
      return Math.max(Work.length(slope.numerator()), Work.length(slope.denominator()));
    }

    private void requireSmall(int n, Cleared row, Cleared[] g, BigInteger[] y) {
      BigInteger plus = slope.numerator().add(slope.denominator());
      BigInteger minus = slope.numerator().subtract(slope.denominator()).abs();
      BigInteger sum = BigInteger.ZERO;
      for (int m = 0; m < g.length; m++) {
        BigInteger signed = BigInteger.ZERO;
        BigInteger absolute = BigInteger.ZERO;
        for (int from = 0; from < columns.length(); from += columns.rows()) {
          BigInteger block = BigInteger.ZERO;
          for (int r = from; r < from + columns.rows(); r++) {
            block = block.add(row.integers()[r].multiply(g[m].integers()[r]));
          }
          signed = signed.add(block);
          absolute = absolute.add(block.abs());
        }
        BigInteger one = m == n ? row.denominator().multiply(g[m].denominator()) : BigInteger.ZERO;
        BigInteger entry = plus.multiply(signed.subtract(one).abs()).add(minus.multiply(absolute));
        sum = sum.add(entry.multiply(y[m]));
      }
      BigInteger bound =
          row.denominator().multiply(plus).multiply(g[n].denominator()).multiply(y[n]);
      steps.require(
          sum.compareTo(bound) < 0,
          "left[" + n + "]",
          () -> "row " + n + " of the inequality does not hold");
    }
  }
}
