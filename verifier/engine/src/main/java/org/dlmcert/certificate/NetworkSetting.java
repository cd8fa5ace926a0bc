package org.dlmcert.certificate;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;

/**
 * What every claim about a network says of it and of its data (proofs/format.md, section 4).
 *
 * @param widths d_0, …, d_L
 * @param pieces of a maxout unit; otherwise 1
 * @param noise in one word
 * @param samples N
 */
public record NetworkSetting(
    List<Integer> widths, Rational slope, boolean bias, int pieces, String noise, int samples) {
  public NetworkSetting {
    widths = List.copyOf(widths);
  }

  /** The setting of an instance. */
  public static NetworkSetting of(Instance instance) {
    return new NetworkSetting(
        instance.network().widths(),
        instance.network().slope(),
        instance.network().bias(),
        instance.network().pieces(),
        noise(instance.noise()),
        instance.samples());
  }

  /** The noise in one word: {@code generic}, {@code none}, {@code given} or {@code mixed}. */
  public static String noise(List<LayerNoise> layers) {
    if (layers.stream().allMatch(LayerNoise.Generic.class::isInstance)) {
      return "generic";
    }
    if (layers.stream().allMatch(LayerNoise.None.class::isInstance)) {
      return "none";
    }
    return layers.stream().anyMatch(LayerNoise.Generic.class::isInstance) ? "mixed" : "given";
  }

  /** Writes its fields into the claim that is being written. */
  public void write(CanonicalJson json) {
    json.field("widths").integers(widths);
    json.field("slope").rational(slope);
    json.field("bias").flag(bias);
    if (pieces > 1) {
      json.field("pieces").integer(pieces);
    }
    json.field("noise").string(noise);
    json.field("samples").integer(samples);
  }
}
