package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An instance, data set or matrix from JSON: canonical text by field. */
final class JsonInstance implements UserInstance {
  private static final List<String> NETWORK =
      List.of(
          "format", "widths", "slope", "bias", "pieces", "loss", "inputs", "targets", "noise",
          "weights", "biases");
  private final Map<String, String> fields;

  JsonInstance(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  @Override
  public List<byte[]> canonical(Settings settings) throws BadInstanceException {
    if (settings.matrix()) {
      String entries = fields.containsKey("entries") ? field("entries") : field("inputs");
      String rows = String.valueOf(rows(entries));
      return List.of(
          bytes(
              "{\"format\":\"dlmcert-matrix/1\",\"rows\":"
                  + fields.getOrDefault("rows", rows)
                  + ",\"columns\":"
                  + fields.getOrDefault("columns", String.valueOf(settings.widths().get(0)))
                  + ",\"entries\":"
                  + entries
                  + "}"));
    }
    String inputs = fields.containsKey("inputs") ? field("inputs") : field("entries");
    if (!settings.network()) {
      return List.of(
          bytes(
              "{\"format\":\"dlmcert-dataset/1\",\"bias\":"
                  + fields.getOrDefault("bias", String.valueOf(settings.bias()))
                  + ",\"inputs\":"
                  + inputs
                  + "}"));
    }
    List<byte[]> forms = new ArrayList<>();
    forms.add(network(settings, true));
    if (fields.containsKey("targets")) {
      // The claim does not depend on targets, so a certificate may have left them out.
      forms.add(network(settings, false));
    }
    return forms;
  }

  @Override
  public boolean agreesWith(byte[] canonical, Settings settings) throws BadInstanceException {
    for (byte[] form : canonical(settings)) {
      if (Arrays.equals(form, canonical)) {
        return true;
      }
    }
    return false;
  }

  private byte[] network(Settings settings, boolean withTargets) throws BadInstanceException {
    StringBuilder json = new StringBuilder("{");
    for (String name : NETWORK) {
      String value =
          switch (name) {
            case "format" -> "\"" + settings.format() + "\"";
            case "bias" -> fields.getOrDefault("bias", "false");
            case "noise" -> noise(settings);
            case "pieces" -> fields.getOrDefault("activation", "");
            case "slope" -> slope();
            case "loss", "targets", "weights", "biases" -> fields.getOrDefault(name, "");
            default -> field(name);
          };
      if (!value.isEmpty() && (withTargets || !name.equals("targets"))) {
        json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":").append(value);
      }
    }
    return bytes(json.append('}').toString());
  }

  /** The noise of the file; where it has none, that of the claim if one word says it. */
  private String noise(Settings settings) throws BadInstanceException {
    String noise = fields.getOrDefault("noise", "\"" + settings.noise() + "\"");
    if (noise.startsWith("[")) {
      return noise;
    }
    if (!noise.equals("\"generic\"") && !noise.equals("\"none\"")) {
      throw new BadInstanceException("the certificate's noise is given: the file needs it too");
    }
    return "[" + String.join(",", Collections.nCopies(settings.widths().size() - 2, noise)) + "]";
  }

  /** Maxout units have slope 1, and no field. */
  private String slope() throws BadInstanceException {
    return fields.getOrDefault("activation", "").isEmpty() ? field("slope") : "\"1\"";
  }

  private String field(String name) throws BadInstanceException {
    String value = fields.get(name);
    if (value == null) {
      throw new BadInstanceException("the field \"" + name + "\" is missing");
    }
    return value;
  }

  private static long rows(String entries) {
    return entries.chars().filter(c -> c == '[').count() - 1;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
