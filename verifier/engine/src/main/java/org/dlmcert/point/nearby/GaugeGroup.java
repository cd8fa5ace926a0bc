package org.dlmcert.point.nearby;

import java.util.List;

/**
 * Units of one hidden layer that have the same slope on every sample, and as many of their inputs:
 * these incoming weights (or biases) are held, as any invertible mixture of the units near the
 * identity leaves the outputs as they are (proofs/soundness.md, section 37).
 *
 * @param units increasing, at least one
 * @param inputs increasing, as many
 */
public record GaugeGroup(int layer, List<Integer> units, List<Integer> inputs) {
  public GaugeGroup {
    units = List.copyOf(units);
    inputs = List.copyOf(inputs);
  }
}
