package org.dlmcert.site;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Formulas as people write them in plain text, {@code W_{L-1}} and {@code G^σ}, with indices below
 * and powers above the line; in code spans and indented lines, too, unless they are names of files,
 * options or fields.
 */
final class Formulas implements NodeRenderer {
  private static final Pattern INDEX =
      Pattern.compile(
          "(?<![\\p{L}]{3})(?<=[\\p{L}\\p{N})\\]'|⁾‖])([_^])(\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}|[\\p{L}\\p{N}*⊥]+)");
  private static final Pattern NO_FORMULA =
      Pattern.compile(".*(\"|\\.[a-z]|--|/[a-z]|[a-z]{3,}_[a-z]{2,}|^[a-z-]+$).*", Pattern.DOTALL);

  private final HtmlWriter html;

  private final Set<Class<? extends Node>> types;

  private Formulas(HtmlNodeRendererContext context, Set<Class<? extends Node>> types) {
    html = context.getWriter();
    this.types = types;
  }

  /** Takes the text of a page. */
  static Formulas inText(HtmlNodeRendererContext context) {
    return new Formulas(context, Set.of(Text.class));
  }

  /** Takes the text of a page whose code spans and indented lines are formulas, too. */
  static Formulas inTextAndCode(HtmlNodeRendererContext context) {
    return new Formulas(context, Set.of(Text.class, Code.class, IndentedCodeBlock.class));
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return types;
  }

  @Override
  public void render(Node node) {
    if (node instanceof Text text) {
      html.raw(rendered(MarkdownPage.underscored(text.getLiteral())));
    } else if (node instanceof Code code) {
      String literal = MarkdownPage.underscored(code.getLiteral());
      boolean formula = !NO_FORMULA.matcher(literal).matches();
      html.raw(
          formula
              ? "<span class=\"formula\">" + rendered(literal) + "</span>"
              : "<code>" + Html.escaped(literal) + "</code>");
    } else if (node instanceof IndentedCodeBlock block) {
      String literal = MarkdownPage.underscored(block.getLiteral());
      boolean formula = !literal.contains("\"");
      html.line();
      html.raw(
          formula
              ? "<div class=\"formula\">"
                  + rendered(literal.strip()).replace("\n", "<br>")
                  + "</div>"
              : "<pre>" + Html.escaped(literal) + "</pre>");
      html.line();
    }
  }

  /** Text with indices and powers in their places. */
  static String rendered(String text) {
    return placed(Html.escaped(text));
  }

  /** The same for text that is escaped; indices of indices, too. */
  private static String placed(String text) {
    return INDEX
        .matcher(text)
        .replaceAll(
            found -> {
              String inner = found.group(2);
              if (inner.startsWith("{")) {
                inner = placed(inner.substring(1, inner.length() - 1));
              }
              String tag = found.group(1).equals("_") ? "sub" : "sup";
              return Matcher.quoteReplacement("<" + tag + ">" + inner + "</" + tag + ">");
            });
  }
}
