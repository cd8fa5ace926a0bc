package org.dlmcert.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.MatrixRank;

/**
 * Processor seconds of an exact rank, warm, of the whole process: what Java's compiler and
 * collector take is in them. One line for each argument (a size, or {@code khatri-rao}): the matrix
 * and the least of some means over two seconds or more, as the process tells them in hundredths;
 * {@code ffpack_rank.cpp} prints its median.
 */
public final class RankSeconds {
  private static final int SPANS = 3;

  private static volatile int last;

  private RankSeconds() {}

  /** Measures the matrices that are named. */
  public static void main(String[] matrices) {
    for (String matrix : matrices) {
      IntegerMatrix entries =
          matrix.equals("khatri-rao")
              ? Matrices.khatriRao(40, 40, 1600)
              : Matrices.random(Integer.parseInt(matrix), Integer.parseInt(matrix), 16);
      mean(entries); // to warm up
      double least = Double.POSITIVE_INFINITY;
      for (int span = 0; span < SPANS; span++) {
        least = Math.min(least, mean(entries));
      }
      System.out.printf(Locale.ROOT, "%s %.4g%n", matrix, least);
    }
  }

  private static double mean(IntegerMatrix entries) {
    double start = processorSeconds();
    double spent = 0;
    int runs = 0;
    while (spent < 2) {
      last = MatrixRank.of(entries).rank();
      runs++;
      spent = processorSeconds() - start;
    }
    if (last != entries.rows()) {
      throw new IllegalStateException("rank " + last + " of " + entries.rows());
    }
    return spent / runs;
  }

  private static double processorSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
