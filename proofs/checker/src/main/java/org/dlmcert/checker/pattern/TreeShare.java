package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import org.dlmcert.checker.algebra.Part;

/**
 * What one part of a check tries of a pattern tree (format.md 6): everything below some of the
 * paths of the first samples, which are numbered in order, masks left out included.
 *
 * @param divided how many first samples make a path; 0: the tree is not divided
 * @param paths the number of paths
 */
record TreeShare(SlopeClasses classes, int samples, int divided, int paths, Part part) {
  private static final int PATHS_FOR_EACH_PART = 4;
  private static final int MOST_PATHS = 1 << 26;

  /** Divides at the first sample at which there are four paths for each part, if there is one. */
  static TreeShare of(SlopeClasses classes, int samples, Part part) {
    int divided = 0;
    long paths = 1;
    while (!part.isWhole()
        && divided < samples - 1
        && paths < (long) PATHS_FOR_EACH_PART * part.of()
        && classes.count(divided) <= MOST_PATHS / paths) {
      paths *= classes.count(divided);
      divided++;
    }
    return new TreeShare(classes, samples, divided, (int) paths, part);
  }

  /** Returns how many ways there are of choosing classes for all samples; no fewer are tried. */
  BigInteger choices() {
    BigInteger all = classes.choices(samples);
    if (divided == 0 || all.bitLength() >= Long.SIZE) {
      return all;
    }
    return all.divide(classes.choices(divided)).multiply(BigInteger.valueOf(part.size(paths)));
  }

  /** Whether the choices of a path, one for each of so many columns, are of this part. */
  boolean holds(long[] choices, int columnsOfSample) {
    long path = 0;
    for (int n = 0; n < divided; n++) {
      path = path * classes.count(n) + choices[n * columnsOfSample];
    }
    return part.holds((int) path, paths);
  }
}
