package org.dlmcert.paper.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;

/**
 * Differentiable local minima of one hidden layer, by going through the cells: in the cell of sign
 * vectors τ_1, …, τ_{d_1} and signs q of the output weights the loss is ‖Gᵀw̃ - y‖²/2N, w̃ = (q_i
 * w_i), convex in w̃. A solution w̃ of the normal equations that lies in its cell is a minimum.
 * Where the rows of G are independent, w̃ is the only one, so that each cell holds at most one
 * minimum up to the scale of the output weights, and all with w_2 without a zero are found.
 *
 * @param found the minima, with output weights ±1
 * @param cells the number of cells (τ, q) looked at
 */
public record CellMinima(List<Setting> found, int cells) {
  public CellMinima {
    found = List.copyOf(found);
  }

  /**
   * The minima.
   *
   * @param inputs X, d_0×N, in general position
   * @param noise E_1, d_1×N
   * @param targets y, 1×N
   */
  public static CellMinima of(
      RationalMatrix inputs, RationalMatrix noise, Rational slope, RationalMatrix targets) {
    List<RationalMatrix> units = UnitCells.of(inputs);
    int d1 = noise.rows();
    int choices = choices(units, d1);
    List<Setting> found = new ArrayList<>();
    for (int choice = 0; choice < choices; choice++) {
      RationalMatrix cell = point(units, choice, d1);
      RationalMatrix a = slopes(cell.times(inputs), noise, slope);
      RationalMatrix solution = RowSpace.of(KhatriRao.product(a, inputs)).coefficients(targets);
      for (int signs = 0; signs < 1 << d1; signs++) {
        int negative = signs;
        RationalMatrix q =
            RationalMatrix.of(1, d1, (o, i) -> Rational.of((negative >> i & 1) == 0 ? 1 : -1));
        RationalMatrix w =
            RationalMatrix.of(
                d1,
                inputs.rows(),
                (i, j) -> q.get(0, i).times(solution.get(0, i * inputs.rows() + j)));
        Setting setting = new Setting(inputs, List.of(noise), slope, List.of(w, q), targets);
        if (setting.isDifferentiable() && setting.slopes().get(0).equals(a)) {
          found.add(setting);
        }
      }
    }
    return new CellMinima(found, choices << d1);
  }

  /** One point of every product of unit cells, W_1 (d_1×d_0). */
  public static List<RationalMatrix> points(RationalMatrix inputs, int d1) {
    List<RationalMatrix> units = UnitCells.of(inputs);
    List<RationalMatrix> all = new ArrayList<>();
    int choices = choices(units, d1);
    for (int choice = 0; choice < choices; choice++) {
      all.add(point(units, choice, d1));
    }
    return all;
  }

  private static int choices(List<RationalMatrix> units, int d1) {
    return BigInteger.valueOf(units.size()).pow(d1).intValueExact();
  }

  private static RationalMatrix point(List<RationalMatrix> units, int choice, int d1) {
    List<List<Rational>> rows = new ArrayList<>();
    int rest = choice;
    for (int i = 0; i < d1; i++) {
      rows.add(units.get(rest % units.size()).row(0));
      rest /= units.size();
    }
    return RationalMatrix.ofRows(units.get(0).columns(), rows);
  }

  private static RationalMatrix slopes(RationalMatrix u, RationalMatrix noise, Rational slope) {
    return RationalMatrix.of(
        u.rows(),
        u.columns(),
        (i, n) -> u.get(i, n).signum() > 0 ? noise.get(i, n) : noise.get(i, n).times(slope));
  }

  /**
   * Whether a setting of one hidden layer is a differentiable local minimum, by what is sufficient:
   * no preactivation is zero and the residual is orthogonal to all rows of A_1∘X, so that the
   * convex loss ‖Gᵀw̃ - y‖²/2N of the cell is least (see Setting for a second route to residual and
   * slopes).
   */
  public static boolean isMinimum(Setting setting) {
    RationalMatrix g = KhatriRao.product(setting.slopes().get(0), setting.inputs());
    return setting.isDifferentiable()
        && g.times(setting.residuals().transpose()).isZero()
        && Differences.gradient(setting).isZero();
  }
}
