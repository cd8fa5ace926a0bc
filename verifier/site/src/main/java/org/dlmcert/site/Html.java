package org.dlmcert.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all pages of the site have around them. */
final class Html {
  private static final Pattern SOURCE = Pattern.compile("(<img[^>]* src=\")([^\"]*)(\")");

  private Html() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Links in HTML that a page in Markdown has written itself. */
  static String withLinks(String html, UnaryOperator<String> links) {
    return SOURCE
        .matcher(html)
        .replaceAll(
            m -> Matcher.quoteReplacement(m.group(1) + links.apply(m.group(2)) + m.group(3)));
  }

  /** A page with its menu. */
  static String page(Path file, String title, String body) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(escaped(title.equals("dlmcert") ? title : title + " – dlmcert"))
        .append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<nav aria-label=\"Pages\">\n");
    for (Map.Entry<String, String> link : Site.menu(file)) {
      html.append("<a href=\"").append(link.getKey()).append('"');
      if (link.getKey().equals(Site.up(file) + Site.html(file))) {
        html.append(" aria-current=\"page\"");
      }
      html.append('>').append(escaped(link.getValue())).append("</a>\n");
    }
    return html.append("</nav>\n<main>\n")
        .append(body)
        .append("</main>\n</body>\n</html>\n")
        .toString();
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream("site.css")) {
      if (in == null) {
        throw new IllegalStateException("site.css is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
