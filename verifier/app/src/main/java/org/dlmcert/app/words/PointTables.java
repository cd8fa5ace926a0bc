package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Widths;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.point.Descent;
import org.dlmcert.point.Elsewhere;
import org.dlmcert.point.GradientRanks;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointVerdict;

/** What is true at a point, for people: small tables and sentences. */
final class PointTables {
  private static final int ROWS = 8;
  private static final int COLUMNS = 12;
  private static final int ENTRY = 12;

  private PointTables() {}

  static List<String> lines(Inspection inspection) {
    List<String> lines = new ArrayList<>();
    String claim = PointSentences.claim(inspection);
    lines.add(claim.substring(0, 1).toUpperCase(Locale.ROOT) + claim.substring(1) + ".");
    lines.add("  " + network(inspection.point().instance()));
    preactivations(inspection.point(), lines);
    residuals(inspection.point(), lines);
    smoothness(inspection, lines);
    ranks(inspection, lines);
    evidence(inspection, lines);
    return lines;
  }

  private static String network(Instance instance) {
    return "N = "
        + instance.samples()
        + ", widths "
        + Widths.text(instance.network().widths())
        + ", slope "
        + instance.network().slope()
        + (instance.network().bias() ? ", biases" : "")
        + (NetworkSetting.noise(instance.noise()).equals("none") ? ", no noise" : ", given noise");
  }

  private static void preactivations(Point point, List<String> lines) {
    for (int l = 1; l < point.network().depth(); l++) {
      RationalMatrix u = point.pass().preactivation(l);
      if (u.rows() > ROWS || u.columns() > COLUMNS || u.columns() == 0) {
        lines.add("  u_" + l + " (" + u.shape() + "): " + counts(u));
        continue;
      }
      boolean isShort = true;
      for (int i = 0; i < u.rows(); i++) {
        isShort &= u.row(i).stream().allMatch(v -> v.toString().length() <= ENTRY);
      }
      lines.add(
          "  "
              + (isShort ? "u_" : "signs of u_")
              + l
              + " ("
              + u.shape()
              + "), a row for each unit, a column for each sample:");
      for (int i = 0; i < u.rows(); i++) {
        StringBuilder row = new StringBuilder("   ");
        for (Rational v : u.row(i)) {
          row.append(' ').append(isShort ? v : sign(v));
        }
        lines.add(row.toString());
      }
    }
  }

  private static String sign(Rational value) {
    return value.isZero() ? "0" : value.signum() > 0 ? "+" : "-";
  }

  private static String counts(RationalMatrix u) {
    int[] counts = new int[3];
    for (int i = 0; i < u.rows(); i++) {
      u.row(i).forEach(v -> counts[v.signum() + 1]++);
    }
    return counts[2] + " positive, " + counts[1] + " zero, " + counts[0] + " negative";
  }

  private static void residuals(Point point, List<String> lines) {
    RationalMatrix e = point.residuals();
    if (e.columns() == 0 || e.columns() > COLUMNS || e.rows() > ROWS) {
      return;
    }
    lines.add(
        "  residuals, output - target"
            + (e.rows() > 1 ? ", a row for each output" : "")
            + ", a column for each sample:");
    for (int k = 0; k < e.rows(); k++) {
      StringBuilder row = new StringBuilder("   ");
      e.row(k).forEach(v -> row.append(' ').append(PointNumbers.brief(v)));
      lines.add(row.toString());
    }
  }

  private static void smoothness(Inspection inspection, List<String> lines) {
    Point point = inspection.point();
    lines.add("  " + LossDefinition.line(point.instance()));
    if (point.isDifferentiable()) {
      lines.add("  no preactivation is zero: network and loss are differentiable here");
    } else {
      lines.add("  zero: " + PointSentences.names(point.zeroPreactivations(), ROWS));
      lines.add(
          "  so the network is not differentiable here; the loss "
              + inspection
                  .lossDifferentiable()
                  .map(is -> is ? "is: its kinks cancel" : "is not")
                  .orElse("may be"));
    }
    inspection
        .gradientNormSquared()
        .ifPresent(
            square ->
                lines.add(
                    square.isZero()
                        ? "  the gradient of the loss is zero"
                        : "  the gradient of the loss has |∇|² " + PointNumbers.equal(square)));
  }

  private static void ranks(Inspection inspection, List<String> lines) {
    GradientRanks ranks = inspection.ranks();
    lines.add(
        "  gradient matrices"
            + (inspection.point().isDifferentiable() ? "" : ", slope 1 at zero preactivations")
            + ", N·d_L = "
            + Shown.count(ranks.columns(), "column")
            + ":");
    for (GradientRanks.Layer layer : ranks.layers()) {
      lines.add(
          "    G_"
              + layer.layer()
              + ": "
              + Shown.count(layer.rows(), "row")
              + ", rank "
              + words(layer.rank())
              + (layer.fullColumnRank() ? ", full column rank" : ""));
    }
    lines.add(
        "    full G: "
            + Shown.count(ranks.parameters(), "row")
            + ", rank "
            + words(ranks.full())
            + "; at most "
            + ranks.ceiling()
            + " are independent: each hidden unit ties its incoming to its outgoing weights");
    if (ranks.isolatedComponents() > 0) {
      lines.add(
          "    ("
              + Shown.count(ranks.isolatedComponents(), "group")
              + " of hidden units without a nonzero weight to input or output "
              + (ranks.isolatedComponents() == 1 ? "ties" : "tie")
              + " one less)");
    }
    inspection.hessian().ifPresent(inertia -> lines.add("  " + hessian(inertia)));
  }

  private static String words(GradientRanks.Rank rank) {
    return rank.isExact()
        ? String.valueOf(rank.atLeast())
        : "at least " + rank.atLeast() + " (the exact kernel would take too long)";
  }

  private static String hessian(Inertia inertia) {
    return "Hessian: "
        + inertia.positive()
        + " positive, "
        + inertia.negative()
        + " negative, "
        + inertia.zero()
        + " zero eigenvalues";
  }

  private static void evidence(Inspection inspection, List<String> lines) {
    PointVerdict verdict = inspection.verdict();
    boolean squared = inspection.point().instance().loss().equals(Loss.SQUARED);
    String residuals = squared ? "the residuals" : "the derivatives of the samples' losses";
    if (verdict instanceof PointVerdict.GlobalMinimum global) {
      if (global.reason() == PointVerdict.Least.BALANCED_EVERYWHERE) {
        lines.add(
            "  because " + residuals + " are orthogonal to the outputs of a hidden unit with any");
        lines.add(
            "  weights at all, "
                + (squared
                    ? "so the outputs are the nearest to the targets that there are"
                    : "and the loss is convex in the outputs"));
      }
      global
          .tree()
          .ifPresent(
              tree ->
                  lines.add(
                      "  because a tree of "
                          + Shown.count(tree.nodes(), "node")
                          + " over signs of weights and preactivations bounds the loss of all"
                          + " weights"));
    } else if (verdict instanceof PointVerdict.LocalMinimum local) {
      lines.add(
          switch (local.reason()) {
            case BALANCED ->
                "  because "
                    + residuals
                    + " are orthogonal to all that a hidden unit nearby can output";
            case KINKS ->
                "  because no direction of the weights of a hidden unit decreases the loss; with"
                    + " kinks: "
                    + units(local.kinks());
            case PATH_PRODUCTS ->
                "  because "
                    + residuals
                    + " are orthogonal to all that paths of units nearby contribute";
          });
      local.better().ifPresent(better -> better(better, lines));
      if (local.elsewhere() instanceof Elsewhere.Open open) {
        lines.add("  whether other weights have a smaller loss is not known: " + words(open));
      }
    } else if (verdict instanceof PointVerdict.NotCritical descent) {
      fullRank(inspection, lines);
      descent(inspection.point(), descent.descent(), lines);
    } else if (verdict instanceof PointVerdict.Saddle saddle) {
      lines.add("  " + reason(saddle.reason()));
      descent(inspection.point(), saddle.descent(), lines);
    } else if (verdict instanceof PointVerdict.NotDifferentiable kinks) {
      kinks.decrease().ifPresent(d -> descent(inspection.point(), d, lines));
    }
  }

  /** The numbers of units, the first dozen of them. */
  private static String units(List<UnitKinks> kinks) {
    return Shown.listed(kinks, k -> "unit " + k.unit(), 12);
  }

  private static void fullRank(Inspection inspection, List<String> lines) {
    if (inspection.gradient().isEmpty() || !inspection.point().isDifferentiable()) {
      return;
    }
    inspection.ranks().layers().stream()
        .filter(GradientRanks.Layer::fullColumnRank)
        .findFirst()
        .ifPresent(
            layer ->
                lines.add(
                    "  G_"
                        + layer.layer()
                        + " has full column rank and the residuals are not zero, so G_"
                        + layer.layer()
                        + "·e is not zero: where this rank is full, only loss 0 is critical"));
    if (inspection.ranks().layers().stream().noneMatch(GradientRanks.Layer::fullColumnRank)
        && inspection.ranks().full().atLeast() == inspection.ranks().columns()) {
      lines.add(
          "  the full G has full column rank and the residuals are not zero, so G·e is not zero");
    }
  }

  private static String reason(PointVerdict.Decrease reason) {
    return switch (reason) {
      case IDLE_UNIT ->
          "a unit with output weight zero could contribute: moved together with its output weight,"
              + " it decreases the loss";
      case NEGATIVE_CURVATURE -> "the Hessian is negative in this direction";
      case HIGHER_ORDER -> "the loss decreases in this direction, to higher order than the second";
    };
  }

  /** What the search elsewhere stopped at. */
  static String words(Elsewhere.Open open) {
    return switch (open.limit()) {
      case NODES ->
          "the tree of signs has more than " + open.value() + " nodes (--max-nodes raises this)";
      case TIME -> "the time was over (a longer --timeout)";
      case SIZE ->
          "the network and the data are large for the tree of signs (--max-nodes begins it)";
      case QUESTION ->
          "the tree of signs is about one hidden layer of leaky units, one output and squares";
    };
  }

  private static void better(BetterPoint better, List<String> lines) {
    lines.add(
        "  weights of loss "
            + PointNumbers.shortened(better.loss())
            + ", found "
            + switch (better.source()) {
              case PAIRED_UNITS -> "by least squares with pairs of units in one cell";
              case LAST_LAYER_FIT -> "by fitting the last layer to random hidden units";
              case TREE -> "by local search and the tree of signs";
              case DESCENT -> "by descent from other weights";
            }
            + ", nonzero entries:");
    indented(WeightWords.entries(better.weights()), lines);
  }

  private static void descent(Point point, Descent descent, List<String> lines) {
    lines.add("  direction D, nonzero entries:");
    indented(WeightWords.entries(descent.direction()), lines);
    lines.add(
        "  at W + t·D, t small, the loss changes by "
            + PointNumbers.shortened(descent.coefficient())
            + "·t"
            + (descent.order() == 1 ? "" : "^" + descent.order())
            + (descent.order() == 1 ? " to first order" : " and higher powers"));
    lines.add(
        "  at t "
            + PointNumbers.equal(descent.step())
            + " it is "
            + PointNumbers.shortened(descent.lossAfter())
            + ", less by "
            + PointNumbers.shortened(point.loss().minus(descent.lossAfter())));
  }

  private static void indented(List<String> entries, List<String> lines) {
    entries.forEach(entry -> lines.add("  " + entry));
  }
}
