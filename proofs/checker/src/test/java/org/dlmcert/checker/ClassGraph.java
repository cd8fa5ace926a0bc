package org.dlmcert.checker;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Which source files of the checker need which others, as jdeps finds it in the compiled classes;
 * nested classes count for their files, which are named by their classes.
 */
record ClassGraph(Map<String, Set<String>> needs) {
  private static final Path CLASSES = Examples.ROOT.resolve("proofs/checker/target/classes");
  private static final Path SOURCES = Examples.ROOT.resolve("proofs/checker/src/main/java");
  private static final Pattern ARROW =
      Pattern.compile("^ +(org\\.dlmcert\\.[\\w.$]+) +-> (org\\.dlmcert\\.[\\w.$]+)");

  static ClassGraph read() {
    StringWriter out = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    PrintWriter print = new PrintWriter(out);
    jdeps.run(print, print, "--multi-release", "base", "-v", "-filter:none", CLASSES.toString());
    Map<String, Set<String>> needs = new TreeMap<>();
    for (String line : out.toString().lines().toList()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.find()) {
        String from = arrow.group(1).replaceAll("\\$.*", "");
        String to = arrow.group(2).replaceAll("\\$.*", "");
        needs.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
        needs.computeIfAbsent(to, key -> new TreeSet<>());
      }
    }
    needs.forEach((from, to) -> to.remove(from));
    return new ClassGraph(needs);
  }

  /** Returns the classes that one reaches from one of them, and that one. */
  Set<String> reachable(String from) {
    Set<String> reached = new TreeSet<>(Set.of(from));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String next : needs.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  /** Returns the arrows between packages. */
  Map<String, Set<String>> packages() {
    Map<String, Set<String>> packages = new TreeMap<>();
    needs.forEach(
        (from, all) -> {
          Set<String> to = packages.computeIfAbsent(packageOf(from), key -> new TreeSet<>());
          all.forEach(next -> to.add(packageOf(next)));
          to.remove(packageOf(from));
        });
    return packages;
  }

  static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Returns how many lines of a file say something. */
  static int lines(String name) {
    try (var lines = Files.lines(SOURCES.resolve(name.replace('.', '/') + ".java"))) {
      return (int) lines.filter(ClassGraph::isCode).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line that is not blank, comment, import, annotation or closing brackets. */
  private static boolean isCode(String line) {
    String text = line.strip();
    return !(text.isEmpty() || text.matches("[)}]+;?|@Override|(//|/?\\*|import |package ).*"));
  }
}
