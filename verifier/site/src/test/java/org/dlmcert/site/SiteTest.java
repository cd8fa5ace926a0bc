package org.dlmcert.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site is whole: every link leads to a page or file of it, and to a place there is. */
class SiteTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]*)\"");

  @TempDir private Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Path site = folder.resolve("www");
    assertThat(Site.write(ROOT, site)).isGreaterThan(300);
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).toList();
    }
    Map<Path, Set<String>> anchors = new HashMap<>();
    for (Path page : pages) {
      anchors.put(
          page,
          ANCHOR
              .matcher(Files.readString(page))
              .results()
              .map(m -> m.group(1))
              .collect(Collectors.toSet()));
    }
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages) {
      for (String link : links(page)) {
        if (link.startsWith("data:")
            || link.startsWith("http")
            || link.contains("apidocs/index.html")) {
          continue;
        }
        links++;
        int hash = link.indexOf('#');
        String name =
            URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        Path to = name.isEmpty() ? page : page.resolveSibling(name).normalize();
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        if (!Files.isRegularFile(to)
            || (!anchor.isEmpty() && !anchors.getOrDefault(to, Set.of()).contains(anchor))) {
          broken.add(site.relativize(page) + " -> " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(800);
    for (String page :
        List.of("index.html", "gallery.html", "proofs/soundness.html", "docs/kinds.html")) {
      assertThat(site.resolve(page)).exists();
    }
    assertThat(Files.readString(site.resolve("proofs/soundness.html")))
        .contains("W<sub>L-1</sub>", "G<sup>σ</sup>", "<div class=\"formula\">");
    assertThat(Files.readString(site.resolve("gallery.html"))).contains("digits tight set");
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page)).results().map(m -> m.group(1)).toList();
  }

  @Test
  void formulasHaveTheirIndicesBelowTheLine() {
    assertThat(Formulas.rendered("W_{L-1}·x_j < 0, 2^{d_{l_1}} and would_decide"))
        .isEqualTo(
            "W<sub>L-1</sub>·x<sub>j</sub> &lt; 0, 2<sup>d<sub>l<sub>1</sub></sub></sup> and"
                + " would_decide");
  }
}
