package org.dlmcert.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pictures of the examples: figures, report pages, and the published points. */
final class Gallery {

  private Gallery() {}

  static String of(Path root, Function<Path, String> links) throws IOException {
    StringBuilder body = new StringBuilder("<h1>Gallery</h1>\n");
    body.append("<p>Figures that the program draws, and <a href=\"")
        .append(links.apply(Path.of("examples/published/README.md")))
        .append("\">published points with their answers</a>.</p>\n<h2>Figures</h2>\n");
    pictures(root, Path.of("examples/figures"), ".svg", links, body);
    body.append("<h2>Report pages</h2>\n<p>What <code>--report</code> writes, in a browser.</p>\n");
    pictures(root, Path.of("examples/pages"), ".png", links, body);
    return Html.page(Path.of("gallery.html"), "Gallery", body.toString());
  }

  private static void pictures(
      Path root, Path folder, String end, Function<Path, String> links, StringBuilder body)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      files = all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
    body.append("<div class=\"gallery\">\n");
    for (Path file : files) {
      Path place = root.relativize(file);
      String name = folder.relativize(place).toString();
      name = name.substring(0, name.length() - end.length()).replace('-', ' ').replace("/", ": ");
      String to = Html.escaped(links.apply(place));
      body.append("<figure><a href=\"" + to + "\"><img loading=\"lazy\" src=\"" + to + "\" alt=\"")
          .append(Html.escaped(name))
          .append("\"></a><figcaption>")
          .append(Html.escaped(name))
          .append("</figcaption></figure>\n");
    }
    body.append("</div>\n");
  }
}
