package org.dlmcert.site;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page in Markdown.
 *
 * @param file its place in the repository
 * @param title of its first heading
 */
record MarkdownPage(Path file, String title, Node document) {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  /** Stands for an underscore, which is part of a formula here and never emphasis. */
  private static final char UNDERSCORE = '\uE000';

  static MarkdownPage of(Path file, String text) {
    Node document =
        Parser.builder().extensions(EXTENSIONS).build().parse(text.replace('_', UNDERSCORE));
    StringBuilder title = new StringBuilder();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (title.isEmpty()) {
              heading.accept(
                  new AbstractVisitor() {
                    @Override
                    public void visit(Text part) {
                      title.append(part.getLiteral());
                    }
                  });
            }
          }
        });
    return new MarkdownPage(file, title.isEmpty() ? file.toString() : title.toString(), document);
  }

  /**
   * The page in HTML.
   *
   * @param links where a link of the page leads in the site
   */
  String render(UnaryOperator<String> links) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(links.apply(underscored(link.getDestination())));
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.setDestination(links.apply(underscored(image.getDestination())));
            visitChildren(image);
          }
        });
    HtmlRenderer.Builder renderer = HtmlRenderer.builder().extensions(EXTENSIONS);
    if (file.toString().equals("proofs/soundness.md")) {
      renderer.nodeRendererFactory(Formulas::inTextAndCode);
    } else if (!file.startsWith("proofs")) {
      renderer.nodeRendererFactory(Formulas::inText);
    }
    String body = underscored(renderer.build().render(document));
    return Html.page(file, underscored(title), Html.withLinks(body, links));
  }

  static String underscored(String text) {
    return text.replace(UNDERSCORE, '_');
  }
}
