package org.dlmcert.checker.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.checker.form.Rejection;

/** An instance, data set or matrix from a JSON object: canonical text by field. */
final class JsonInstance implements UserInstance {
  private static final List<String> NETWORK =
      List.of(
          "format",
          "widths",
          "slope",
          "bias",
          "pieces",
          "loss",
          "features",
          "inputs",
          "targets",
          "noise",
          "weights",
          "biases");
  private static final List<String> WITHOUT_TARGETS =
      NETWORK.stream().filter(name -> !name.equals("targets")).toList();

  private final Map<String, String> fields;

  JsonInstance(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  @Override
  public Stream<byte[]> canonical(Settings settings) {
    String start = "{\"format\":\"" + settings.format() + "\",";
    if (settings.matrix()) {
      String entries = entries(settings);
      String rows = fields.getOrDefault("rows", String.valueOf(rows(entries)));
      String columns = fields.getOrDefault("columns", String.valueOf(settings.inputs()));
      return Stream.of(
          bytes(
              start
                  + "\"rows\":"
                  + rows
                  + ",\"columns\":"
                  + columns
                  + ",\"entries\":"
                  + entries
                  + "}"));
    }
    if (!settings.network()) {
      String bias = fields.getOrDefault("bias", String.valueOf(settings.bias()));
      return Stream.of(bytes(start + "\"bias\":" + bias + ",\"inputs\":" + field("inputs") + "}"));
    }
    // The claim may not depend on targets, so that a certificate may have left them out.
    return fields.containsKey("targets")
        ? Stream.of(NETWORK, WITHOUT_TARGETS).map(names -> network(settings, names))
        : Stream.of(network(settings, NETWORK));
  }

  @Override
  public Optional<String> difference(String canonical, Settings settings) {
    List<String> network =
        FirstDifference.field(canonical, "targets").isEmpty() ? WITHOUT_TARGETS : NETWORK;
    byte[] form =
        settings.network() ? network(settings, network) : canonical(settings).toList().get(0);
    String mine = new String(form, StandardCharsets.UTF_8);
    List<String> names = new ArrayList<>(NETWORK);
    names.addAll(List.of("rows", "columns", "entries"));
    for (String name : names) {
      Optional<String> found =
          FirstDifference.in(name, canonical, FirstDifference.field(mine, name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> compared(String canonical, Settings settings) {
    return Optional.empty();
  }

  @Override
  public String hint() {
    return "";
  }

  @Override
  public Optional<String> howRead() {
    return Optional.empty();
  }

  private byte[] network(Settings settings, List<String> names) {
    StringBuilder json = new StringBuilder("{");
    for (String name : names) {
      String value =
          switch (name) {
            case "format" -> "\"" + settings.format() + "\"";
            case "bias" ->
                fields.getOrDefault("bias", String.valueOf(fields.containsKey("biases")));
            case "noise" -> noise(settings);
            case "pieces" -> fields.getOrDefault("activation", "");
            case "slope" -> slope();
            case "loss", "features", "targets", "weights", "biases" ->
                fields.getOrDefault(name, "");
            default -> field(name);
          };
      if (!value.isEmpty()) {
        json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":").append(value);
      }
    }
    return bytes(json.append('}').toString());
  }

  /** The noise of the file; where it has none, that of the claim if one word says it. */
  private String noise(Settings settings) {
    String noise = fields.getOrDefault("noise", "\"" + settings.noise() + "\"");
    if (noise.startsWith("[")) {
      return noise;
    }
    if (!noise.equals("\"generic\"") && !noise.equals("\"none\"")) {
      throw unfit("the certificate's noise is " + settings.noise() + ": the file needs it too");
    }
    return "[" + String.join(",", Collections.nCopies(settings.widths().size() - 2, noise)) + "]";
  }

  /** Maxout units have slope 1, and need no field for it. */
  private String slope() {
    boolean maxout = !fields.getOrDefault("activation", "").isEmpty();
    return maxout ? fields.getOrDefault("slope", "\"1\"") : field("slope");
  }

  /** The entries; the places of a sparse matrix are integers without quotation marks. */
  private String entries(Settings settings) {
    boolean sparse = fields.getOrDefault("format", "").contains("sparse");
    if (sparse != settings.sparse()) {
      throw unfit(
          settings.sparse()
              ? "the certificate is about a sparse matrix: give it as dlmcert-sparse-matrix/1,"
                  + " MatrixMarket, CSV or a list of rows"
              : "the file is a sparse matrix, the certificate's is not");
    }
    return sparse
        ? field("entries").replaceAll("\\[\"([0-9]++)\",\"([0-9]++)\",", "[$1,$2,")
        : field("entries");
  }

  private String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw unfit("the file has no field \"" + name + "\", which the certificate speaks of");
    }
    return value;
  }

  private static Rejection unfit(String reason) {
    return new Rejection("instance", "--instance", reason);
  }

  private static long rows(String entries) {
    return entries.chars().filter(c -> c == '[').count() - 1;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
