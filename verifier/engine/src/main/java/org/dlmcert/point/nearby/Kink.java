package org.dlmcert.point.nearby;

/** A preactivation that is to be zero: of this unit of this hidden layer, on this sample. */
public record Kink(int layer, int unit, int sample) implements Comparable<Kink> {
  @Override
  public int compareTo(Kink other) {
    int byLayer = Integer.compare(layer, other.layer);
    int byUnit = Integer.compare(unit, other.unit);
    return byLayer != 0 ? byLayer : byUnit != 0 ? byUnit : Integer.compare(sample, other.sample);
  }
}
