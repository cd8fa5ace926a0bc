package org.dlmcert.checker;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Small files that claim much, made from the smallest accepted examples of every kind. As a program
 * it checks them all and prints a line for each: kind, what was done to it, milliseconds of
 * processor time, verdict.
 */
final class HostileFiles {
  private static final String WIDE = "2147483646";
  private static final String MOST = "2147483647";
  private static final int DIGITS = 3000;
  private static final Pattern WIDTHS = Pattern.compile("\"widths\":\\[([0-9,]+)]");
  private static final Pattern LIST = Pattern.compile("\\[[^\\[\\]]*]");
  private static final Pattern INDEX = Pattern.compile("(?<=[\\[,:])[0-9]+(?=[,\\]}])");
  private static final Pattern RATIONAL = Pattern.compile("\"-?[0-9]+(/[0-9]+)?\"");

  private HostileFiles() {}

  public static void main(String[] args) {
    var threads = ManagementFactory.getThreadMXBean();
    all()
        .forEach(
            (name, file) -> {
              long start = threads.getCurrentThreadCpuTime();
              Verdict verdict =
                  Checker.check(
                      file.getBytes(StandardCharsets.UTF_8),
                      Optional.empty(),
                      Checker.DEFAULT_MAX_WORK);
              long milliseconds = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
              System.out.println(name + "\t" + milliseconds + "\t" + Report.text(verdict));
            });
  }

  /** Returns the files by kind and what was done. */
  static Map<String, String> all() {
    Map<String, String> files = new LinkedHashMap<>();
    Map<String, List<String>> kinds =
        Examples.certificates(Examples.ACCEPTED).stream()
            .map(Examples::text)
            .filter(Examples::holdsItsData)
            .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
            .collect(
                Collectors.groupingBy(Examples::kind, LinkedHashMap::new, Collectors.toList()));
    kinds.forEach(
        (kind, texts) -> {
          // The smallest one with samples, and where there is one, one without.
          texts.stream()
              .filter(text -> !isEmpty(text))
              .findFirst()
              .ifPresent(text -> add(files, kind + "\t", variants(text), text));
          texts.stream()
              .filter(HostileFiles::isEmpty)
              .findFirst()
              .ifPresent(text -> add(files, kind + "\tempty: ", wide(text), text));
        });
    files.put("tree\t20000 units on one sample", manyUnits());
    files.put("sparse-rank\tan order of pivots that fills the matrix", fillIn(200));
    files.put("global-minimum\t3000 units on 3000 samples", manyOutputs());
    return files;
  }

  /** A path that needs as many residues as there are pairs of units. */
  private static String manyUnits() {
    String text = Examples.text(Examples.ACCEPTED.resolve("tree-folded.cert"));
    String units = numbers(20_000);
    String wide =
        noise(text, "none")
            .replaceAll("\"widths\":\\[[0-9,]*]", "\"widths\":[1,20000,1]")
            .replaceFirst("\"samples\":[0-9]+", "\"samples\":1")
            .replaceFirst("\"pattern_bits\":[0-9]+", "\"pattern_bits\":20000")
            .replaceFirst("\"bias\":true", "\"bias\":false")
            .replaceFirst("\"inputs\":\\[.*?]](?=[,}])", "\"inputs\":[[\"1\"]]")
            .replaceFirst("\"units\":\\[[0-9,]*]", "\"units\":[" + units + "]");
    return Examples.withDigest(wide);
  }

  /**
   * Entries in the first row, the first column and on the diagonal: with the first pivot there the
   * elimination fills all other places.
   */
  static String fillIn(int size) {
    StringBuilder entries = new StringBuilder();
    StringBuilder pivots = new StringBuilder();
    for (int i = 0; i < size; i++) {
      for (int j : i == 0 ? IntStream.range(0, size).toArray() : new int[] {0, i}) {
        entries.append(",[").append(i).append(',').append(j);
        entries.append(",\"").append(i == j ? 2 + i * (i + 3) : 1).append("\"]");
      }
      pivots.append(",[").append(i).append(',').append(i).append(']');
    }
    String shape = "\"rows\":" + size + ",\"columns\":" + size;
    return Examples.withDigest(
        "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"sparse-rank\",\"claim\":{\"property\":"
            + "\"rank\","
            + shape
            + ",\"rank\":"
            + size
            + "},\"instance\":{\"format\":\"dlmcert-sparse-matrix/1\","
            + shape
            + ",\"entries\":["
            + entries.substring(1)
            + "]},\"instance_sha256\":\"\",\"evidence\":{\"prime\":2147483647,\"kernel_side\":"
            + "\"right\",\"pivots\":["
            + pivots.substring(1)
            + "],\"kernel\":[]}}");
  }

  /** Outputs of all units on all samples, of which the file has neither. */
  private static String manyOutputs() {
    String ones = String.join(",", Collections.nCopies(3000, "\"1\""));
    String rows = String.join(",", Collections.nCopies(3000, "[\"1\"]"));
    return Examples.withDigest(
        ("{'format':'dlmcert-certificate/1','kind':'global-minimum','claim':{'property':'point',"
                + "'verdict':'GLOBAL_MINIMUM','spurious':false,'widths':[1,3000,1],'slope':'1/2',"
                + "'bias':false,'noise':'none','samples':3000,'loss':'0'},'instance':{'format':"
                + "'dlmcert-instance/1','widths':[1,3000,1],'slope':'1/2','bias':false,'inputs':["
                + rows
                + "],'targets':["
                + ones
                + "],'noise':['none'],'weights':[["
                + rows
                + "],[["
                + ones
                + "]]]},'instance_sha256':'','evidence':{}}")
            .replace('\'', '"'));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static boolean isEmpty(String text) {
    return text.contains("\"samples\":0") || text.contains("\"rows\":0");
  }

  private static void add(
      Map<String, String> files, String name, Map<String, String> variants, String text) {
    Set<String> seen = new HashSet<>(Set.of(text));
    variants.forEach(
        (what, file) -> {
          if (seen.add(file)) {
            files.put(name + what, Examples.withDigest(file));
          }
        });
  }

  private static Map<String, String> wide(String text) {
    Map<String, String> files = new LinkedHashMap<>();
    int layers = text.contains("\"widths\"") ? widths(text).size() : 0;
    for (int l = 0; l < layers; l++) {
      String wide = wide(text, l);
      files.put("width " + l + " is huge", wide);
      for (String word : List.of("none", "generic")) {
        String without = noise(wide, word);
        files.put("width " + l + " is huge, noise " + word, without);
        files.put("width " + l + " is huge, noise " + word + ", no weights", unweighted(without));
        files.put("width " + l + " is huge, noise " + word + ", no samples", empty(without));
      }
      files.put("width " + l + " is huge, no samples", empty(wide));
      files.put("width " + l + " is huge, no samples, no weights", unweighted(empty(wide)));
    }
    return files;
  }

  private static Map<String, String> variants(String text) {
    Map<String, String> files = wide(text);
    files.put("no samples", empty(text));
    files.put(
        "many samples claimed", text.replaceFirst("\"samples\":[0-9]+", "\"samples\":" + MOST));
    for (String field : List.of("rows", "columns", "inputs", "rank", "width", "cells")) {
      files.put(
          field + " is huge",
          text.replaceAll("\"" + field + "\":[0-9]+", "\"" + field + "\":" + MOST));
    }
    files.put(
        "columns is huge, no rows",
        text.replaceAll("\"columns\":[0-9]+", "\"columns\":" + MOST)
            .replaceAll("\"rows\":[0-9]+", "\"rows\":0")
            .replaceAll("\"rank\":[0-9]+", "\"rank\":0")
            .replaceAll("\"entries\":.*?\\]\\]", "\"entries\":[]"));
    files.put(
        "modulus is huge",
        text.replaceAll("\"modulus\":[0-9]+", "\"modulus\":9223372036854775807"));
    for (String exponent : List.of("64", MOST)) {
      files.put(
          "exponent " + exponent,
          text.replaceAll("\"exponent\":[0-9]+", "\"exponent\":" + exponent));
    }
    String primes = Collections.nCopies(400, MOST).stream().collect(Collectors.joining(","));
    files.put("many primes", text.replaceAll("\"primes\":\\[[0-9,]*", "\"primes\":[" + primes));
    String digits = "7".repeat(DIGITS);
    files.put("slope is huge", text.replaceAll("\"slope\":\"[^\"]*\"", slope(digits)));
    String fraction = digits + "/" + BigInteger.TEN.pow(DIGITS);
    files.put("slope is a huge fraction", text.replaceAll("\"slope\":\"[^\"]*\"", slope(fraction)));
    files.put(
        "loss is huge", text.replaceFirst("\"loss\":\"[^\"]*\"", "\"loss\":\"" + digits + "\""));
    files.put("first input is huge", first(text, "\"(inputs|entries)\":", "\"" + fraction + "\""));
    files.put(
        "first number of the evidence is huge", first(text, "\"evidence\":", "\"" + digits + "\""));
    List<String> empties = Collections.nCopies(10_000, "[]");
    String rows = "[" + String.join(",", empties) + "]";
    files.put(
        "inputs are empty rows", text.replaceFirst("\"inputs\":\\[\\[.*?]]", "\"inputs\":" + rows));
    evidence(files, "lists", text, e -> LIST.matcher(e).replaceAll(rows), 2);
    evidence(files, "first list", text, e -> LIST.matcher(e).replaceFirst(rows), 1);
    evidence(
        files,
        "first list nested",
        text,
        e -> LIST.matcher(e).replaceFirst("[".repeat(100_000)),
        1);
    evidence(files, "indices", text, e -> INDEX.matcher(e).replaceAll(MOST), 1);
    for (int i = 0; i < 3; i++) {
      int index = i;
      evidence(files, "index " + i, text, e -> replaced(e, INDEX, index, MOST), 1);
    }
    String many = "[" + numbers(20_000) + "]";
    evidence(files, "lists of indices", text, e -> e.replaceAll("\\[[0-9,]+]", many), 2);
    return files;
  }

  private static void evidence(
      Map<String, String> files, String what, String text, UnaryOperator<String> change, int most) {
    int at = text.indexOf("\"evidence\":") + 11;
    String evidence = text.substring(at);
    if (LIST.matcher(evidence).results().count() <= 20L * most) {
      files.put("evidence: " + what, text.substring(0, at) + change.apply(evidence));
    }
  }

  private static String replaced(String text, Pattern pattern, int index, String by) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    return index >= found.size()
        ? text
        : text.substring(0, found.get(index).start()) + by + text.substring(found.get(index).end());
  }

  private static String slope(String value) {
    return "\"slope\":\"" + value + "\"";
  }

  private static String first(String text, String after, String number) {
    var field = Pattern.compile(after).matcher(text);
    if (!field.find()) {
      return text;
    }
    int at = field.end();
    return text.substring(0, at) + RATIONAL.matcher(text.substring(at)).replaceFirst(number);
  }

  private static List<Long> widths(String text) {
    var widths = WIDTHS.matcher(text);
    List<Long> values = new ArrayList<>();
    if (widths.find()) {
      for (String width : widths.group(1).split(",")) {
        values.add(Long.valueOf(width));
      }
    }
    return values;
  }

  /** Makes one width huge everywhere, and the number of pattern bits what follows from that. */
  private static String wide(String text, int layer) {
    List<Long> widths = widths(text);
    long old = widths.set(layer, Long.valueOf(WIDE));
    String list = widths.toString().replace(" ", "");
    String wide = WIDTHS.matcher(text).replaceAll("\"widths\":" + list);
    var bits = Pattern.compile("\"samples\":([0-9]+),\"pattern_bits\":([0-9]+)").matcher(wide);
    if (!bits.find() || layer == 0 || layer == widths.size() - 1) {
      return wide;
    }
    long samples = Long.parseLong(bits.group(1));
    long more = samples * (Long.parseLong(WIDE) - old);
    return bits.replaceFirst(
        "\"samples\":" + samples + ",\"pattern_bits\":" + (Long.parseLong(bits.group(2)) + more));
  }

  private static String noise(String text, String word) {
    int layers = widths(text).size() - 2;
    String words = String.join(",", Collections.nCopies(layers, "\"" + word + "\""));
    return text.replaceAll("\"noise\":\"[a-z]+\"", "\"noise\":\"" + word + "\"")
        .replaceFirst(
            "\"noise\":\\[.*?](?=,\"weights\"|},\"instance_sha)", "\"noise\":[" + words + "]");
  }

  private static String unweighted(String text) {
    return text.replaceFirst(",\"weights\":.*?},\"instance_sha", "},\"instance_sha");
  }

  private static String empty(String text) {
    return text.replaceFirst("\"samples\":[0-9]+", "\"samples\":0")
        .replaceFirst("\"pattern_bits\":[0-9]+", "\"pattern_bits\":0")
        .replaceFirst("\"inputs\":\\[.*?]](?=[,}])", "\"inputs\":[]")
        .replaceFirst("\"targets\":\\[.*?](?=,\"noise)", "\"targets\":[]")
        .replaceFirst("\"noise\":\\[\\[\\[.*?]]]", "\"noise\":[[]]");
  }
}
