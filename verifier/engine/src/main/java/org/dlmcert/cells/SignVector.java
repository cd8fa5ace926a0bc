package org.dlmcert.cells;

import java.util.BitSet;
import java.util.List;

/** The signs of one unit on all samples, each + or -. Immutable. + comes before -. */
public final class SignVector implements Comparable<SignVector> {
  private final int samples;
  private final BitSet plus; // never shared

  private SignVector(int samples, BitSet plus) {
    this.samples = samples;
    this.plus = plus;
  }

  /** The vector with + where {@code plus} is true. */
  public static SignVector of(boolean[] plus) {
    BitSet bits = new BitSet();
    for (int n = 0; n < plus.length; n++) {
      bits.set(n, plus[n]);
    }
    return new SignVector(plus.length, bits);
  }

  /** The vector with the opposite signs on these samples. */
  SignVector flipped(List<ParallelInputs.Member> members) {
    BitSet flipped = (BitSet) plus.clone();
    members.forEach(member -> flipped.flip(member.sample()));
    return new SignVector(samples, flipped);
  }

  public int samples() {
    return samples;
  }

  public boolean isPlus(int sample) {
    return plus.get(sample);
  }

  /** + before - at the first sample in which they differ. */
  @Override
  public int compareTo(SignVector that) {
    BitSet differences = (BitSet) plus.clone();
    differences.xor(that.plus);
    int first = differences.nextSetBit(0);
    if (first < 0) {
      return Integer.compare(samples, that.samples);
    }
    return plus.get(first) ? -1 : 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignVector that && samples == that.samples && plus.equals(that.plus);
  }

  @Override
  public int hashCode() {
    return 31 * samples + plus.hashCode();
  }

  /** One character a sample, such as {@code +-+}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < samples; n++) {
      text.append(isPlus(n) ? '+' : '-');
    }
    return text.toString();
  }
}
