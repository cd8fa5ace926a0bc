package org.dlmcert.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.checker.BruteForce.Q;

/**
 * A small network with random weights, many of them zero, and certificates about it; its residuals
 * are small integers, so that they are orthogonal to much.
 */
final class RandomPoint {
  private final Random random;
  private final List<Integer> widths = new ArrayList<>();
  private final String slope;
  private final boolean bias;
  private final boolean noiseless;
  private final String inputs;
  private final String rest;
  private final List<List<Q>> outputs;

  RandomPoint(Random random) {
    this.random = random;
    int layers = random.nextBoolean() ? 2 : 3 + random.nextInt(5) / 4;
    for (int l = 0; l <= layers; l++) {
      widths.add(1 + random.nextInt(2) * random.nextInt(2));
    }
    slope = List.of("1/2", "0", "-1", "1", "3").get(random.nextInt(5));
    bias = random.nextInt(3) == 0;
    noiseless = random.nextBoolean();
    int samples = random.nextInt(4) + (bias ? 1 : 0);
    inputs = table(samples, widths.get(0));
    String noise =
        list(layers - 1, l -> noiseless ? "\"none\"" : table(samples, widths.get(l + 1)));
    rest = ",\"noise\":" + noise + "," + parameters().substring(1);
    String zeros = list(samples, n -> row(widths.get(layers), k -> Q.ZERO));
    outputs = new PointJudge(TinyJson.object(instance(zeros))).outputs();
  }

  private static String list(int length, IntFunction<String> item) {
    return IntStream.range(0, length).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }

  private static String row(int length, IntFunction<Q> entry) {
    return list(length, k -> "\"" + PointJudge.text(entry.apply(k)) + "\"");
  }

  private String table(int rows, int columns) {
    return list(rows, i -> row(columns, j -> small()));
  }

  private Q small() {
    return Q.of(random.nextBoolean() ? 0 : random.nextInt(5) - 2L);
  }

  private String instance(String targets) {
    return "{\"format\":\"dlmcert-instance/1\",%s,\"inputs\":%s,\"targets\":%s%s"
        .formatted(setting(), inputs, targets, rest);
  }

  private String setting() {
    String shape = widths.toString().replace(" ", "");
    return "\"widths\":%s,\"slope\":\"%s\",\"bias\":%s".formatted(shape, slope, bias);
  }

  /** Random weights, and biases if the network has them. */
  String parameters() {
    int layers = widths.size() - 1;
    String weights = list(layers, l -> table(widths.get(l + 1), widths.get(l)));
    String biases = list(layers, l -> row(widths.get(l + 1), i -> small()));
    return "{\"weights\":" + weights + (bias ? ",\"biases\":" + biases : "") + "}";
  }

  /** The network with random targets. */
  String instance() {
    int last = widths.get(widths.size() - 1);
    String targets = list(outputs.size(), n -> row(last, k -> outputs.get(n).get(k).plus(small())));
    return instance(last == 1 ? targets.replace("[\"", "\"").replace("\"]", "\"") : targets);
  }

  /** A certificate about one of these instances, with the right loss and digest. */
  String certificate(String instance, String kind, String verdict, String evidence) {
    String claim =
        String.format(
            Locale.ROOT,
            "{\"property\":\"point\",\"verdict\":\"%s\",\"spurious\":false,%s,\"noise\":\"%s\",\"samples\":%d,\"loss\":\"%s\"}",
            verdict,
            setting(),
            noiseless ? "none" : "given",
            outputs.size(),
            PointJudge.text(new PointJudge(TinyJson.object(instance)).lossAtPoint()));
    return Examples.withDigest(
        "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"%s\",\"claim\":%s,\"instance\":%s,\"instance_sha256\":\"\",\"evidence\":%s}"
            .formatted(kind, claim, instance, evidence));
  }
}
