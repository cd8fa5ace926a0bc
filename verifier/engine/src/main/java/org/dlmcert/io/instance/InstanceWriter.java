package org.dlmcert.io.instance;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.array.ArrayDigests;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * Writes instances in the format {@code dlmcert-instance/1}. Both forms read back as the same
 * instance, the canonical one without its name; both stream, in memory that does not grow with the
 * data set.
 */
public final class InstanceWriter {
  /** Where lines are broken. */
  private interface Layout {
    /** Before a field, a sample, a row or a layer. */
    void line(CanonicalJson json, int indent);
  }

  private static final Layout CANONICAL = (json, indent) -> {};
  private static final Layout READABLE = CanonicalJson::onNewLine;

  private final CanonicalJson json;
  private final Layout layout;

  private InstanceWriter(CanonicalJson json, Layout layout) {
    this.json = json;
    this.layout = layout;
  }

  /**
   * The canonical form: the bytes whose digest binds a certificate to its instance. At most 2 GB;
   * for more, {@link #writeCanonical(Instance, OutputStream)}.
   */
  public static byte[] canonical(Instance instance) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeCanonical(instance, bytes);
    return bytes.toByteArray();
  }

  /** Writes the canonical form to a stream, which stays open. */
  public static void writeCanonical(Instance instance, OutputStream out) {
    try (CanonicalJson json = new CanonicalJson(out)) {
      writeCanonical(instance, json);
    }
  }

  /** Writes the canonical form as the next value of a larger text. */
  public static void writeCanonical(Instance instance, CanonicalJson json) {
    writeCanonical(instance, Optional.empty(), json);
  }

  /**
   * The same.
   *
   * @param array the inputs, if they stay in their file
   */
  public static void writeCanonical(
      Instance instance, Optional<ArrayDigests> array, CanonicalJson json) {
    InstanceWriter writer = new InstanceWriter(json, CANONICAL);
    json.beginObject();
    writer.canonicalNetwork(instance.network());
    writer.lossAndData(instance, array);
    writer.rest(instance);
    json.endObject();
  }

  /** Writes an instance without targets and weights, whose inputs stay in their file. */
  public static void writeCanonical(
      Network network, ArrayDigests array, List<LayerNoise> noise, CanonicalJson json) {
    InstanceWriter writer = new InstanceWriter(json, CANONICAL);
    json.beginObject();
    writer.canonicalNetwork(network);
    writer.field("inputs").value(array);
    writer.noise(noise);
    json.endObject();
  }

  private void canonicalNetwork(Network network) {
    format();
    field("widths").integers(network.widths());
    field("slope").rational(network.slope());
    field("bias").flag(network.bias());
    if (network.isMaxout()) {
      field("pieces").integer(network.pieces());
    }
  }

  /** Writes weights, or a direction, as fields of the object that is being written. */
  public static void weights(Weights weights, CanonicalJson json) {
    new InstanceWriter(json, CANONICAL).weights(weights);
  }

  /** The form for people: with the name, and a line per sample. At most 2 GB. */
  public static byte[] readable(Instance instance) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeReadable(instance, bytes);
    return bytes.toByteArray();
  }

  /** Writes the form for people to a stream, which stays open. */
  public static void writeReadable(Instance instance, OutputStream out) {
    try (CanonicalJson json = new CanonicalJson(out)) {
      InstanceWriter writer = new InstanceWriter(json, READABLE);
      json.beginObject();
      writer.format();
      instance.name().ifPresent(name -> writer.field("name").string(name));
      writer.readableNetwork(instance.network());
      writer.fields(instance);
      json.onNewLine(0).endObject().onNewLine(0);
    }
  }

  /**
   * The form for people without noise, so that each command takes the noise it assumes where none
   * is stated.
   */
  public static byte[] readableWithoutNoise(Instance instance) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      InstanceWriter writer = new InstanceWriter(json, READABLE);
      json.beginObject();
      writer.format();
      instance.name().ifPresent(name -> writer.field("name").string(name));
      writer.readableNetwork(instance.network());
      writer.lossAndData(instance, Optional.empty());
      instance.weights().ifPresent(writer::weights);
      json.onNewLine(0).endObject().onNewLine(0);
    }
    return bytes.toByteArray();
  }

  private void readableNetwork(Network network) {
    field("widths").integers(network.widths());
    if (network.isMaxout()) {
      field("activation").string(Activation.word(network.pieces()));
    } else {
      field("slope").rational(network.slope());
    }
    field("bias").flag(network.bias());
  }

  private void format() {
    field("format").string(JsonInstance.FORMAT);
  }

  /** What follows widths and activation. */
  private void fields(Instance instance) {
    lossAndData(instance, Optional.empty());
    rest(instance);
  }

  private void rest(Instance instance) {
    noise(instance.noise());
    instance.weights().ifPresent(this::weights);
  }

  private void lossAndData(Instance instance, Optional<ArrayDigests> array) {
    if (!instance.loss().equals(Loss.SQUARED)) {
      field("loss").string(instance.loss().word());
    }
    instance
        .dataset()
        .features()
        .ifPresent(
            features -> {
              field("features").beginObject();
              json.field("model").string(features.model());
              json.field("nodes").integer(features.nodes());
              json.endObject();
            });
    field("inputs");
    array.ifPresentOrElse(json::value, () -> rows(instance.dataset().inputs(), 4));
    instance.dataset().targets().ifPresent(this::targets);
  }

  private void noise(List<LayerNoise> layers) {
    field("noise").beginArray();
    for (LayerNoise noise : layers) {
      layout.line(json, 4);
      if (noise instanceof LayerNoise.Given given) {
        rows(given.factors(), 6);
      } else if (noise instanceof LiftedNoise lifted) {
        formula(lifted);
      } else {
        json.string(noise instanceof LayerNoise.Generic ? "generic" : "none");
      }
    }
    json.endArray();
  }

  /** Noise that is a formula, in canonical form (proofs/format.md, 5.46). */
  public static String formulaText(LiftedNoise noise) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      new InstanceWriter(json, CANONICAL).formula(noise);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void formula(LiftedNoise noise) {
    json.beginObject().field("lift").beginObject();
    json.field("near");
    if (noise.near() instanceof LayerNoise.Given given) {
      rows(given.factors(), 6);
    } else {
      json.string("none");
    }
    json.field("prime").integer(noise.prime());
    json.field("bits").integer(noise.bits());
    json.field("groups").beginArray();
    for (List<Integer> group : noise.groups()) {
      layout.line(json, 6);
      json.integers(group);
    }
    json.endArray();
    json.endObject().endObject();
  }

  private void targets(RationalMatrix targets) {
    field("targets");
    if (targets.columns() == 1) {
      json.beginArray();
      for (int i = 0; i < targets.rows(); i++) {
        json.rational(targets.get(i, 0));
      }
      json.endArray();
    } else {
      rows(targets, 4);
    }
  }

  private void weights(Weights weights) {
    field("weights").beginArray();
    for (RationalMatrix matrix : weights.matrices()) {
      layout.line(json, 4);
      rows(matrix, 6);
    }
    json.endArray();
    if (weights.biases().isPresent()) {
      field("biases").beginArray();
      for (List<Rational> vector : weights.biases().get()) {
        layout.line(json, 4);
        json.rationals(vector);
      }
      json.endArray();
    }
  }

  private CanonicalJson field(String name) {
    layout.line(json, 2);
    return json.field(name);
  }

  private void rows(RationalMatrix matrix, int indent) {
    json.beginArray();
    for (int i = 0; i < matrix.rows(); i++) {
      layout.line(json, indent);
      json.row(matrix, i);
    }
    json.endArray();
  }
}
