package org.dlmcert.io.array;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * A seeded array of 8-bit numbers as NPY, written as it is made: memory does not grow with it. The
 * same seed gives the same bytes everywhere ({@link Random} is specified to the bit).
 *
 * @param rows samples
 * @param columns inputs
 */
public record RandomBytes(int rows, int columns, long seed) {
  private static final int BLOCK = 1 << 16;

  /** Writes header and elements. */
  public void write(OutputStream out, Progress progress) throws IOException {
    out.write(NpyWriter.header("|u1", List.of(rows, columns)));
    Random random = new Random(seed);
    byte[] block = new byte[BLOCK];
    long left = (long) rows * columns;
    progress.stage("elements", left);
    for (long done = 0; done < left; done += BLOCK) {
      Interruption.check();
      random.nextBytes(block);
      out.write(block, 0, (int) Math.min(BLOCK, left - done));
      progress.step(done);
    }
  }
}
