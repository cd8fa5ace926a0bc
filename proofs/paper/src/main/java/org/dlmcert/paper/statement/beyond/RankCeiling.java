package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Widths;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.Setting;

/** The largest rank that the full gradient matrix can have; N = 2d² - d is where d²/N ≈ 0.5. */
public final class RankCeiling implements Statement {
  private static final long SEED = 61;

  @Override
  public Heading heading() {
    return new Heading(
        "rank-ceiling",
        "Rank ceiling",
        "beyond the paper; figure 6.1 for two hidden layers is consistent with it",
        "Every component of the graph of nonzero weights touches the input or the output.",
        "The Σ_{l<L} d_l relations below, one for every hidden unit, are independent, so"
            + " that rank G ≤ ω - Σ_{l<L} d_l.",
        List.of(
            "Σ_j W_l[i,j] G_l[(i,j)] = Σ_k W_{l+1}[k,i] G_{l+1}[(k,i)]",
            "ω = Σ_l d_l d_{l-1}; equal widths and L = 3: 2d² - d"),
        "That the ceiling is why training in figure 6.1 succeeds from d²/N ≈ 0.5 on, or"
            + " that it is attained at trained weights.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    int networks = random(transcript, extent.of(4, 20, 150));
    sparse(transcript, extent.of(6, 60, 600));
    isolated(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "the relations hold exactly and the ceiling is attained in all %d random networks of 2 to 5 layers",
            networks));
  }

  private static int random(Transcript transcript, int networks) {
    transcript.heading("Random weights and noise, more samples than the ceiling, seed " + SEED);
    Draws draws = new Draws(SEED, 30);
    boolean relations = true;
    boolean independent = true;
    int attained = 0;
    int below = 0;
    for (int k = 0; k < networks; k++) {
      Setting setting = network(draws, 2 + k % 4, 100);
      RationalMatrix full = Gradient.of(setting.instance()).full();
      RationalMatrix relation = relations(setting);
      int ceiling = full.rows() - relation.rows();
      relations &= relation.times(full).isZero() && sidesAgree(setting);
      independent &= Rank.of(relation) == relation.rows();
      int rank = Rank.of(full);
      attained += rank == ceiling ? 1 : 0;
      below += rank < full.rows() ? 1 : 0;
      if (k < 4) {
        transcript.say(
            String.format(
                Locale.ROOT,
                "%s, N = %d: ω = %d, ceiling %d, rank %d",
                Widths.text(widths(setting)),
                setting.samples(),
                full.rows(),
                ceiling,
                rank));
      }
    }
    transcript.check("the relations hold in all " + networks + ", term by term", relations);
    transcript.check("they are independent", independent);
    transcript.checkEqual("networks whose rank is the ceiling", networks, attained);
    transcript.control(
        "with ω for the ceiling: rank G < ω in " + below + " networks although N ≥ ω",
        below == networks);
    return networks;
  }

  private static void sparse(Transcript transcript, int networks) {
    transcript.heading("Most weights zero, seed " + (SEED + 1));
    Draws draws = new Draws(SEED + 1, 9);
    boolean bounded = true;
    boolean independent = true;
    int touching = 0;
    for (int k = 0; k < networks; k++) {
      Setting setting = network(draws, 3 + k % 2, 40);
      RationalMatrix full = Gradient.of(setting.instance()).full();
      RationalMatrix relation = relations(setting);
      bounded &= Rank.of(full) <= full.rows() - relation.rows();
      if (everyComponentTouches(setting)) {
        touching++;
        independent &= Rank.of(relation) == relation.rows();
      } else {
        independent &= Rank.of(relation) < relation.rows();
      }
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "the relations are independent exactly if every component touches input or output: %d of %d",
            touching,
            networks),
        independent);
    transcript.check(
        "the ceiling holds in all, since weights of other components have zero rows in G", bounded);
  }

  /** Units 1 of layer 1 and 1 of layer 2 joined to each other and to nothing else. */
  private static void isolated(Transcript transcript) {
    transcript.heading("A component that touches neither input nor output");
    Draws draws = new Draws(SEED + 2, 9);
    Setting full = network(draws, 3, 100);
    List<RationalMatrix> weights = new ArrayList<>();
    for (int l = 1; l <= 3; l++) {
      RationalMatrix w = full.weight(l);
      int layer = l;
      weights.add(
          RationalMatrix.of(
              w.rows(),
              w.columns(),
              (i, j) -> {
                boolean below = layer > 1 && j == 0;
                boolean above = layer < 3 && i == 0;
                return below == above && (layer == 2 || !below && !above)
                    ? w.get(i, j)
                    : Rational.ZERO;
              }));
    }
    Setting setting = full.withWeights(weights);
    RationalMatrix relation = relations(setting);
    int rank = Rank.of(relation);
    transcript.show("W_2", weights.get(1));
    transcript.control(
        "without the hypothesis on components the "
            + relation.rows()
            + " relations have rank "
            + rank,
        rank < relation.rows());
  }

  /** Σ_{l<L} d_l rows, ω columns: the coefficients of the relations. */
  private static RationalMatrix relations(Setting setting) {
    int weights = setting.parameters().size();
    List<List<Rational>> rows = new ArrayList<>();
    int offset = 0;
    for (int l = 1; l < setting.depth(); l++) {
      RationalMatrix here = setting.weight(l);
      RationalMatrix above = setting.weight(l + 1);
      int next = offset + here.rows() * here.columns();
      for (int i = 0; i < here.rows(); i++) {
        Rational[] row = new Rational[weights];
        Arrays.fill(row, Rational.ZERO);
        for (int j = 0; j < here.columns(); j++) {
          row[offset + i * here.columns() + j] = here.get(i, j);
        }
        for (int k = 0; k < above.rows(); k++) {
          row[next + k * above.columns() + i] = above.get(k, i).negate();
        }
        rows.add(List.of(row));
      }
      offset = next;
    }
    return RationalMatrix.ofRows(weights, rows);
  }

  /** Both sides of every relation are δ_{l,i}·u_{l,i}, with δ from the definition (5.2). */
  private static boolean sidesAgree(Setting setting) {
    Gradient gradient = Gradient.of(setting.instance());
    List<RationalMatrix> u = setting.preactivations();
    boolean agree = true;
    for (int l = 1; l < setting.depth(); l++) {
      RationalMatrix w = setting.weight(l);
      RationalMatrix g = gradient.layer(l);
      for (int i = 0; i < w.rows(); i++) {
        for (int n = 0; n < setting.samples(); n++) {
          Rational sum = Rational.ZERO;
          for (int j = 0; j < w.columns(); j++) {
            sum = sum.plus(w.get(i, j).times(g.get(i * w.columns() + j, n)));
          }
          agree &= sum.equals(gradient.delta(l).get(i, n).times(u.get(l - 1).get(i, n)));
        }
      }
    }
    return agree;
  }

  /**
   * Whether every hidden unit is joined to input or output by nonzero weights, in any direction.
   */
  private static boolean everyComponentTouches(Setting setting) {
    List<boolean[]> reached = new ArrayList<>();
    for (int l = 0; l <= setting.depth(); l++) {
      int width = l == 0 ? setting.inputs().rows() : setting.weight(l).rows();
      boolean[] layer = new boolean[width];
      Arrays.fill(layer, l == 0 || l == setting.depth());
      reached.add(layer);
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (int l = 1; l <= setting.depth(); l++) {
        RationalMatrix w = setting.weight(l);
        for (int i = 0; i < w.rows(); i++) {
          for (int j = 0; j < w.columns(); j++) {
            boolean joined = !w.get(i, j).isZero();
            if (joined && reached.get(l)[i] != reached.get(l - 1)[j]) {
              reached.get(l)[i] = true;
              reached.get(l - 1)[j] = true;
              grown = true;
            }
          }
        }
      }
    }
    for (boolean[] layer : reached) {
      for (boolean unit : layer) {
        if (!unit) {
          return false;
        }
      }
    }
    return true;
  }

  /** Random widths, about the given percentage of nonzero weights, N = ω samples. */
  private static Setting network(Draws draws, int depth, int density) {
    List<RationalMatrix> weights = new ArrayList<>();
    List<RationalMatrix> noise = new ArrayList<>();
    int[] widths = new int[depth + 1];
    int count = 0;
    for (int l = 0; l <= depth; l++) {
      widths[l] = l == depth ? 1 : draws.between(2, 3);
      count += l == 0 ? 0 : widths[l] * widths[l - 1];
    }
    for (int l = 1; l <= depth; l++) {
      weights.add(
          RationalMatrix.of(
              widths[l],
              widths[l - 1],
              (i, j) -> draws.between(1, 100) <= density ? draws.nonzero() : Rational.ZERO));
      if (l < depth) {
        noise.add(draws.nonzero(widths[l], count));
      }
    }
    return new Setting(
        draws.nonzero(widths[0], count), noise, Rational.of(1, 4), weights, draws.matrix(1, count));
  }

  private static List<Integer> widths(Setting setting) {
    List<Integer> widths = new ArrayList<>(List.of(setting.inputs().rows()));
    setting.weights().forEach(w -> widths.add(w.rows()));
    return widths;
  }
}
