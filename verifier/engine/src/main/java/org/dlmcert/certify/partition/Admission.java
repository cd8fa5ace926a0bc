package org.dlmcert.certify.partition;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which samples may enter which groups. The answers for several groups are the same array wherever
 * that is known to hold, so that work on it can be shared.
 */
interface Admission {
  /** Every sample may enter every group. */
  Admission EVERYWHERE = (group, samples) -> samples;

  /** Those of the samples that may enter the group, in the given order. */
  int[] admitted(int group, int[] samples);

  default boolean admits(int group, int sample) {
    return admitted(group, new int[] {sample}).length == 1;
  }

  /** Group i admits the samples of the i-th set only. */
  static Admission of(List<BitSet> sets) {
    return (group, samples) -> Arrays.stream(samples).filter(n -> sets.get(group).get(n)).toArray();
  }
}
