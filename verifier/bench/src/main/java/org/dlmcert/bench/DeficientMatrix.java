package org.dlmcert.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes the product of random matrices n×r and r×n with entries from -9 to 9 as CSV to the
 * standard output. Arguments: n r.
 */
public final class DeficientMatrix {
  private static final long SEED = 1;

  private DeficientMatrix() {}

  public static void main(String[] args) {
    int n = Integer.parseInt(args[0]);
    int r = Integer.parseInt(args[1]);
    Random random = new Random(SEED);
    int[][] left = random(random, n, r);
    int[][] right = random(random, n, r); // transposed
    try (PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.US_ASCII)) {
      for (int[] row : left) {
        StringBuilder line = new StringBuilder();
        for (int[] column : right) {
          int sum = 0;
          for (int k = 0; k < r; k++) {
            sum += row[k] * column[k];
          }
          line.append(line.length() == 0 ? "" : ",").append(sum);
        }
        out.println(line);
      }
    }
  }

  private static int[][] random(Random random, int rows, int columns) {
    int[][] matrix = new int[rows][columns];
    for (int[] row : matrix) {
      for (int k = 0; k < columns; k++) {
        row[k] = random.nextInt(19) - 9;
      }
    }
    return matrix;
  }
}
