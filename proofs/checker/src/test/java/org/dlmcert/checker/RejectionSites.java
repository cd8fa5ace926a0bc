package org.dlmcert.checker;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The places of the checker's source that can reject a certificate, with the words that they give
 * as the reason: what is written as text stands for itself, what is computed for anything.
 */
final class RejectionSites {
  /** The last argument of these is the reason. */
  private static final Pattern CALL = Pattern.compile("unless|malformed|require");

  private RejectionSites() {}

  /**
   * A place that rejects.
   *
   * @param type the full name of the class of the file
   * @param line where the call begins
   * @param place the place that it names, as a regular expression; anything where it is computed
   * @param reason the reason that it gives, as a regular expression
   */
  record Site(String type, long line, String place, String reason) {
    /** Whether a line of a list of verdicts may come from here. */
    boolean explains(String verdict) {
      return Pattern.compile(
              " at (?:byte [0-9]+, )?(?:[a-z]+\\.)?"
                  + place
                  + ": (?:.* )?"
                  + reason
                  + "(?:, found .*)?$")
          .matcher(verdict)
          .find();
    }

    @Override
    public String toString() {
      return type.replaceAll(".*\\.", "")
          + ": "
          + reason.replace("\\Q", "").replace("\\E", "").replace(".*", "…");
    }
  }

  static List<Site> in(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Site> sites = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        new Finder(unit, Trees.instance(task).getSourcePositions(), sites).scan(unit, null);
      }
    }
    return List.copyOf(sites);
  }

  private static final class Finder extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Site> sites;
    private final String type;

    private Finder(CompilationUnitTree unit, SourcePositions positions, List<Site> sites) {
      this.unit = unit;
      this.positions = positions;
      this.sites = sites;
      this.type =
          unit.getPackageName()
              + "."
              + unit.getTypeDecls().stream()
                  .filter(ClassTree.class::isInstance)
                  .map(tree -> ((ClassTree) tree).getSimpleName().toString())
                  .findFirst()
                  .orElse("");
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      ExpressionTree select = call.getMethodSelect();
      String name =
          select instanceof MemberSelectTree member
              ? member.getIdentifier().toString()
              : ((IdentifierTree) select).getName().toString();
      if (CALL.matcher(name).matches() && !call.getArguments().isEmpty()) {
        add(call, call.getArguments());
      }
      return super.visitMethodInvocation(call, none);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void none) {
      if (made.getIdentifier().toString().equals("Rejection")) {
        add(made, made.getArguments());
      }
      return super.visitNewClass(made, none);
    }

    private void add(Tree call, List<? extends ExpressionTree> arguments) {
      String reason = words(arguments.get(arguments.size() - 1));
      // What passes on a reason that it was given is not a place of its own.
      if (reason.contains("\\Q")) {
        String place = arguments.size() > 2 ? words(arguments.get(arguments.size() - 2)) : ".*";
        long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, call));
        sites.add(new Site(type, line, place, reason));
      }
    }
  }

  private static String words(Tree tree) {
    if (tree instanceof LiteralTree literal) {
      return literal.getValue() instanceof String text ? Pattern.quote(text) : ".*";
    } else if (tree instanceof LambdaExpressionTree lambda) {
      return words(lambda.getBody());
    } else if (tree instanceof ParenthesizedTree inner) {
      return words(inner.getExpression());
    } else if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return words(sum.getLeftOperand()) + words(sum.getRightOperand());
    } else if (tree instanceof ConditionalExpressionTree either) {
      return "(?:"
          + words(either.getTrueExpression())
          + "|"
          + words(either.getFalseExpression())
          + ")";
    }
    return ".*";
  }
}
