package org.dlmcert.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Modules, their groups of packages, and which uses which, as the sources say. A group is a package
 * of a module with all packages below it; what lies in the module's own package is a group of the
 * module's name.
 */
final class HouseGraph {
  /** The modules, and the packages that are theirs. */
  static final Map<String, String> MODULES =
      Map.of(
          "spark", "verifier/spark",
          "app", "verifier/app",
          "models", "verifier/models",
          "numeric", "verifier/numeric",
          "junit", "verifier/junit",
          "engine", "verifier/engine",
          "paper", "proofs/paper",
          "checker", "proofs/checker");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern USED =
      Pattern.compile("\\borg\\.dlmcert((?:\\.[a-z][a-z0-9]*)*)\\.[A-Z]");

  /** From a group to the groups that it uses, each as {@code module/group}. */
  private final Map<String, Set<String>> arrows = new TreeMap<>();

  private HouseGraph() {}

  static HouseGraph of(Path repository) throws IOException {
    HouseGraph graph = new HouseGraph();
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      Path sources = repository.resolve(module.getValue()).resolve("src/main/java/org/dlmcert");
      for (Path file : javaFiles(sources)) {
        Path folder = sources.relativize(file.getParent());
        String from = group(folder.toString().replace('\\', '/').replace('/', '.'));
        Set<String> to = graph.arrows.computeIfAbsent(from, g -> new TreeSet<>());
        USED.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(" "))
            .results()
            .map(use -> use.group(1).isEmpty() ? "" : use.group(1).substring(1))
            .map(HouseGraph::group)
            .filter(used -> !used.equals(from))
            .forEach(to::add);
      }
    }
    // What is generated has no sources here.
    graph.arrows.values().forEach(to -> to.retainAll(graph.arrows.keySet()));
    return graph;
  }

  private static String group(String name) {
    String[] parts = name.split("\\.");
    boolean named = MODULES.containsKey(parts[0]);
    String module = named ? parts[0] : "engine";
    int at = named ? 1 : 0;
    return module + "/" + (parts.length > at ? parts[at] : module);
  }

  static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The groups of a module, and which of the same module each uses. */
  Map<String, Set<String>> within(String module) {
    Map<String, Set<String>> inside = new TreeMap<>();
    arrows.forEach(
        (from, to) -> {
          if (module(from).equals(module)) {
            Set<String> own = new TreeSet<>();
            to.stream().filter(t -> module(t).equals(module)).forEach(t -> own.add(name(t)));
            inside.put(name(from), own);
          }
        });
    return inside;
  }

  /** The modules, and which each uses. */
  Map<String, Set<String>> modules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    arrows.forEach(
        (from, to) -> {
          Set<String> used = modules.computeIfAbsent(module(from), m -> new TreeSet<>());
          to.stream()
              .map(HouseGraph::module)
              .filter(m -> !m.equals(module(from)))
              .forEach(used::add);
        });
    return modules;
  }

  /**
   * The floors, the lowest first: each group stands above all that it uses.
   *
   * @throws IllegalStateException if there is a circle
   */
  static List<List<String>> floors(Map<String, Set<String>> graph) {
    List<List<String>> floors = new ArrayList<>();
    Set<String> placed = new TreeSet<>();
    while (placed.size() < graph.size()) {
      List<String> next =
          graph.keySet().stream()
              .filter(g -> !placed.contains(g) && placed.containsAll(graph.get(g)))
              .toList();
      if (next.isEmpty()) {
        throw new IllegalStateException("a circle among " + graph + " without " + placed);
      }
      floors.add(next);
      placed.addAll(next);
    }
    return floors;
  }

  /** The arrows without those that follow from others: all are along paths of these. */
  static Map<String, Set<String>> reduced(Map<String, Set<String>> graph) {
    Map<String, Set<String>> reduced = new TreeMap<>();
    graph.forEach(
        (from, to) -> {
          Set<String> direct = new TreeSet<>(to);
          to.forEach(via -> direct.removeAll(reachable(graph, via)));
          reduced.put(from, direct);
        });
    return reduced;
  }

  private static Set<String> reachable(Map<String, Set<String>> graph, String from) {
    Set<String> found = new TreeSet<>();
    List<String> left = new ArrayList<>(graph.get(from));
    while (!left.isEmpty()) {
      String next = left.remove(left.size() - 1);
      if (found.add(next)) {
        left.addAll(graph.get(next));
      }
    }
    return found;
  }

  private static String module(String group) {
    return group.substring(0, group.indexOf('/'));
  }

  private static String name(String group) {
    return group.substring(group.indexOf('/') + 1);
  }
}
