package org.dlmcert.numeric.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the SVG of a chart small and the same in every run: lines that follow each other in the
 * same style become one path, coordinates have two decimals, and clip paths, whose names are hash
 * codes, are numbered.
 */
final class CompactSvg {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

  private static final Pattern PATH = Pattern.compile("(?<= d=\")[^\"]*(?=\")");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");
  private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

  /** Shorter elements are not worth a reference. */
  private static final int LONG = 120;

  private final StringBuilder text = new StringBuilder();
  private String style = ""; // of the path that is open; none if empty
  private String end = ""; // where it is

  private CompactSvg() {}

  /** The same picture, of an SVG with an element a line. */
  static String of(String svg) {
    CompactSvg compact = new CompactSvg();
    svg.lines().forEach(compact::add);
    Map<String, String> names = new LinkedHashMap<>();
    return CLIP.matcher(shared(compact.text.toString()))
        .replaceAll(clip -> names.computeIfAbsent(clip.group(), c -> "c" + names.size()));
  }

  /** Long paths that occur again are drawn by reference to their first occurrence. */
  private static String shared(String svg) {
    Map<String, Integer> count = new HashMap<>();
    svg.lines().forEach(line -> count.merge(line, 1, Integer::sum));
    Map<String, String> references = new HashMap<>();
    StringBuilder result = new StringBuilder();
    svg.lines()
        .forEach(
            line -> {
              if (!line.startsWith("<path ")
                  || line.length() < LONG
                  || count.getOrDefault(line, 0) == 1) {
                result.append(line);
              } else if (references.containsKey(line)) {
                result.append(references.get(line));
              } else {
                String name = "p" + references.size();
                references.put(line, "<use xlink:href=\"#" + name + "\"/>");
                result.append("<path id=\"" + name + "\"" + line.substring("<path".length()));
              }
              result.append('\n');
            });
    return result.toString();
  }

  private void add(String element) {
    Matcher line = LINE.matcher(element);
    boolean isLine = line.matches();
    if (!style.isEmpty() && !(isLine && line.group(1).equals(style))) {
      text.append("\"/>\n");
      style = "";
    }
    if (!isLine) {
      text.append(
              PATH.matcher(element.strip())
                  .replaceAll(d -> DECIMAL.matcher(d.group()).replaceAll(n -> decimal(n.group()))))
          .append('\n');
      return;
    }
    if (style.isEmpty()) {
      style = line.group(1);
      text.append("<path style=\"").append(style).append("stroke-linejoin:round;\" d=\"");
      end = "";
    }
    String from = decimal(line.group(2)) + " " + decimal(line.group(4));
    text.append(from.equals(end) ? "" : "M" + from);
    end = decimal(line.group(3)) + " " + decimal(line.group(5));
    text.append('L').append(end);
  }

  private static String decimal(String number) {
    return new BigDecimal(number)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
