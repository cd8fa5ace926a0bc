package org.dlmcert.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the site: from the front page along links, and the gallery. */
public final class Site {
  private static final String FRONT = "README.md";

  /** What the menu lists, with the pages' names in it; they are starts, too. */
  static final Map<String, String> MENU = new LinkedHashMap<>();

  static {
    MENU.put(FRONT, "dlmcert");
    MENU.put("docs/guide/digits.md", "Example");
    MENU.put("docs/guide/commands.md", "Commands");
    MENU.put("docs/guide/methods.md", "Methods");
    MENU.put("docs/guide/minima.md", "Minima");
    MENU.put("docs/guide/points.md", "Points");
    MENU.put("docs/kinds.md", "Kinds");
    MENU.put("proofs/format.md", "Format");
    MENU.put("proofs/soundness.md", "Soundness");
    MENU.put("proofs/paper/transcript.md", "The paper");
    MENU.put("verifier/bench/README.md", "Benchmarks");
  }

  private final Path root;
  private final Path target;
  private final Set<Path> done = new TreeSet<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private Site(Path root, Path target) {
    this.root = root;
    this.target = target;
  }

  /** Writes the site of the repository at the first argument to the folder of the second. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath().normalize();
    int pages = write(root, Path.of(args[1]).toAbsolutePath().normalize());
    System.err.println("site: " + pages + " pages and files in " + args[1]);
  }

  /**
   * Writes the site.
   *
   * @param root of the repository
   * @param target the folder, which is made
   * @return how many pages and files were written
   * @throws IOException if a linked file is not there
   */
  public static int write(Path root, Path target) throws IOException {
    Site site = new Site(root, target);
    MENU.keySet().forEach(page -> site.open.add(Path.of(page)));
    try (Stream<Path> guide = Files.list(root.resolve("docs/guide"))) {
      guide.sorted().forEach(page -> site.open.add(root.relativize(page)));
    }
    site.followed();
    site.gallery();
    site.followed();
    Files.copy(
        target.resolve("README.html"),
        target.resolve("index.html"),
        StandardCopyOption.REPLACE_EXISTING);
    return site.done.size();
  }

  private void followed() throws IOException {
    while (!open.isEmpty()) {
      Path file = open.remove();
      if (done.add(file)) {
        write(file);
      }
    }
  }

  private void write(Path file) throws IOException {
    Path source = root.resolve(file);
    if (Files.isDirectory(source)) {
      write(file.resolve("index.html"), Listing.of(root, file, this::link));
    } else if (file.toString().endsWith(".md")) {
      MarkdownPage page = MarkdownPage.of(file, Files.readString(source));
      write(html(file), page.render(to -> resolved(file, to)));
    } else {
      Path copy = target.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void write(Path file, String html) throws IOException {
    Path page = target.resolve(file);
    Files.createDirectories(page.getParent());
    Files.writeString(page, html);
  }

  private void gallery() throws IOException {
    write(Path.of("gallery.html"), Gallery.of(root, this::link));
  }

  /** A file or folder that is linked to from a page that is not in the repository. */
  private String link(Path file) {
    open.add(file);
    return Files.isDirectory(root.resolve(file)) ? file + "/index.html" : html(file).toString();
  }

  /** Where a link of a page leads, and that it has to be there. */
  private String resolved(Path page, String link) {
    if (link.matches("[a-z]+:.*") || link.startsWith("#")) {
      return link;
    }
    int hash = link.indexOf('#');
    String name = hash < 0 ? link : link.substring(0, hash);
    String fragment = hash < 0 ? "" : link.substring(hash);
    Path folder = page.getParent();
    Path file = (folder == null ? Path.of(name) : folder.resolve(name)).normalize();
    if (!Files.exists(root.resolve(file)) || file.startsWith("..")) {
      return link;
    }
    if (Files.isDirectory(root.resolve(file))) {
      if (Files.exists(root.resolve(file).resolve(FRONT))) {
        open.add(file.resolve(FRONT));
        return ended(name) + "README.html";
      }
      open.add(file);
      return ended(name) + "index.html";
    }
    open.add(file);
    return name.endsWith(".md") ? name.replaceFirst("\\.md$", ".html") + fragment : link;
  }

  private static String ended(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  /** The name of a page in the site. */
  static Path html(Path file) {
    return Path.of(file.toString().replaceFirst("\\.md$", ".html"));
  }

  /** The menu, as seen from a page: links with names. */
  static List<Map.Entry<String, String>> menu(Path page) {
    String up = up(page);
    Map<String, String> links = new LinkedHashMap<>();
    MENU.forEach((file, name) -> links.put(up + html(Path.of(file)), name));
    links.put(up + "gallery.html", "Gallery");
    links.put(up + "apidocs/index.html", "Javadoc");
    return List.copyOf(links.entrySet());
  }

  /** From the folder of a page to the top. */
  static String up(Path page) {
    return "../".repeat(page.getNameCount() - 1);
  }
}
