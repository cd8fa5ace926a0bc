package org.dlmcert.paper.statement.section5;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;

/** The bound of Theorem 5 at the numbers of AlexNet. */
public final class AlexNetInequality implements Statement {
  private static final BigInteger SAMPLES = BigInteger.valueOf(1_200_000);
  private static final BigInteger WIDTH = BigInteger.valueOf(4096);
  private static final BigInteger WEIGHTS = BigInteger.valueOf(60_000_000);
  private static final BigInteger OUTPUTS = BigInteger.valueOf(1000);

  @Override
  public Heading heading() {
    return new Heading(
        "alexnet-inequality",
        "AlexNet's inequality",
        "section 1 (1.2 million examples, 60 million weights), read with Theorem 5",
        "N = 1.2·10⁶ images, d_{L-2} = d_{L-1} = 4096, one output.",
        "N ≤ d_{L-2}·d_{L-1}: the bound of Theorem 5 holds, while that of the last layer"
            + " alone does not.",
        List.of("1.2·10⁶ ≤ 4096² = 16 777 216", "1.2·10⁶ > 4096"),
        "That AlexNet has no bad minima: it has 1000 outputs and not one, s = 0 and not s"
            + " ≠ 0, noise drawn anew at every step, and layers below that are trained too.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("The numbers");
    BigInteger product = WIDTH.multiply(WIDTH);
    transcript.check(
        "N = " + SAMPLES + " ≤ d_{L-2}·d_{L-1} = " + product, SAMPLES.compareTo(product) <= 0);
    BigInteger least = SAMPLES.sqrt().add(BigInteger.ONE);
    transcript.checkEqual("the least width d with d² ≥ N", BigInteger.valueOf(1096), least);
    transcript.check(
        "(d - 1)² < N ≤ d²",
        least.subtract(BigInteger.ONE).pow(2).compareTo(SAMPLES) < 0
            && SAMPLES.compareTo(least.pow(2)) <= 0);
    transcript.control(
        "the last layer alone: d_{L-1} = " + WIDTH + " < N", WIDTH.compareTo(SAMPLES) < 0);
    BigInteger columns = SAMPLES.multiply(OUTPUTS);
    transcript.control(
        "with its 1000 outputs in place of one: the Jacobian has N·1000 = "
            + columns
            + " columns, more than its rows, about "
            + WEIGHTS
            + " weights, so it cannot have full column rank",
        columns.compareTo(WEIGHTS) > 0);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "1.2·10⁶ ≤ 4096² = %s, 13 times over; widths of %s would do",
            product,
            least));
    transcript.checkEqual("4096²/N, rounded down", BigInteger.valueOf(13), product.divide(SAMPLES));
  }
}
