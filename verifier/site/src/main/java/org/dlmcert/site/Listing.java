package org.dlmcert.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A folder that a page links to, as a list of its files. */
final class Listing {
  private static final long LARGEST = 3_000_000;

  private Listing() {}

  static String of(Path root, Path folder, Function<Path, String> links) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(root.resolve(folder))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder body =
        new StringBuilder(
            "<h1>" + Html.escaped(folder.toString()) + "</h1>\n<ul class=\"files\">\n");
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (Files.size(file) <= LARGEST && !name.startsWith(".")) {
        String to = links.apply(folder.resolve(name));
        body.append("<li><a href=\"")
            .append(Html.escaped(Path.of(to).getFileName().toString()))
            .append("\">")
            .append(Html.escaped(name))
            .append("</a></li>\n");
      }
    }
    return Html.page(folder.resolve("index.html"), folder.toString(), body + "</ul>\n");
  }
}
