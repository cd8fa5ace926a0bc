package org.dlmcert.census.faces;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.cells.MostInteriorPoint;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.kink.DirectionalDerivative;
import org.dlmcert.kink.KinkEvidence;
import org.dlmcert.kink.Nonnegativity;
import org.dlmcert.model.Weights;

/**
 * A local minimum of a choice of states.
 *
 * @param states of the units
 * @param products the rows of hidden weights, each times its output weight, and with biases the
 *     bias of the output
 */
public record FaceMinimum(
    CensusProblem problem,
    UnitFaces faces,
    List<UnitFaces.State> states,
    Rational loss,
    List<Rational> products) {
  public FaceMinimum {
    states = List.copyOf(states);
    products = List.copyOf(products);
  }

  /** The signs of the output weights, which are the output weights. */
  public List<Integer> outputSigns() {
    return states.stream().map(UnitFaces.State::sign).toList();
  }

  /** The face of a unit. */
  public Faces.Face face(int unit) {
    return faces.faces().get(states.get(unit).face());
  }

  /** Whether some unit is on a face that is no open cell. */
  public boolean isOnKink() {
    return IntStream.range(0, states.size()).anyMatch(i -> !face(i).isOpenCell());
  }

  /** The weights of the network. */
  public Weights weights() {
    return MinimumPoint.weights(
        problem,
        outputSigns(),
        products,
        IntStream.range(0, states.size()).mapToObj(i -> face(i).point()).toList());
  }

  /**
   * The minimum of the same choice whose least nonzero |u| is largest, no entry larger than twice
   * the largest of this one.
   */
  public FaceMinimum interior() {
    int d = problem.dimensions();
    List<List<Rational>> forms = new ArrayList<>();
    List<List<Rational>> equations = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int sign = states.get(i).sign();
      for (int j = 0; j < d && sign == 0; j++) {
        equations.add(form(i, unitVector(d, j)));
      }
      for (int n = 0; n < problem.samples() && sign != 0; n++) {
        List<Rational> x = column(n);
        int side = sign * face(i).signs().get(n);
        if (side == 0) {
          equations.add(form(i, x));
        } else {
          forms.add(form(i, side > 0 ? x : x.stream().map(Rational::negate).toList()));
        }
      }
    }
    for (int n = 0; n < problem.samples(); n++) {
      equations.add(output(n));
    }
    List<Rational> moved =
        MostInteriorPoint.of(products, kernel(products.size(), equations), forms);
    return new FaceMinimum(problem, faces, states, loss, moved);
  }

  private List<Rational> column(int sample) {
    return IntStream.range(0, problem.dimensions())
        .mapToObj(j -> problem.inputs().get(j, sample))
        .toList();
  }

  private static List<Rational> unitVector(int length, int index) {
    return IntStream.range(0, length)
        .mapToObj(j -> j == index ? Rational.ONE : Rational.ZERO)
        .toList();
  }

  /** A linear form of the products that looks at one unit. */
  private List<Rational> form(int unit, List<Rational> own) {
    Rational[] form = new Rational[products.size()];
    Arrays.fill(form, Rational.ZERO);
    for (int j = 0; j < own.size(); j++) {
      form[unit * own.size() + j] = own.get(j);
    }
    return List.of(form);
  }

  /** The output on a sample as a linear form of the products. */
  private List<Rational> output(int sample) {
    List<Rational> form = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Rational slope = slope(i, sample);
      column(sample).forEach(x -> form.add(x.times(slope)));
    }
    if (problem.bias()) {
      form.add(Rational.ONE);
    }
    return form;
  }

  private Rational slope(int unit, int sample) {
    int sign = face(unit).signs().get(sample);
    Rational noise = problem.noise().get(unit, sample);
    return sign == 0 ? Rational.ZERO : sign > 0 ? noise : noise.times(problem.slope());
  }

  private static List<List<Rational>> kernel(int length, List<List<Rational>> equations) {
    RationalMatrix rows = RationalMatrix.ofRows(length, equations);
    IntegerMatrix basis = IntegerKernel.basis(rows.transpose().clearColumns().matrix().transpose());
    return IntStream.range(0, basis.rows())
        .mapToObj(k -> basis.row(k).stream().map(Rational::of).toList())
        .toList();
  }

  /** Why no unit with kinks descends, ascending. */
  List<UnitKinks> kinks() {
    Rational[] residuals = new Rational[problem.samples()];
    for (int n = 0; n < residuals.length; n++) {
      residuals[n] = Rational.dot(output(n), products).minus(problem.targets().get(n));
    }
    List<UnitKinks> kinks = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int unit = i;
      int sign = states.get(i).sign();
      DirectionalDerivative form =
          DirectionalDerivative.of(
                  problem.inputs(),
                  n -> face(unit).signs().get(n) == 0,
                  n -> residuals[n].times(problem.noise().get(unit, n)),
                  n -> face(unit).signs().get(n) < 0 ? problem.slope() : Rational.ONE,
                  problem.slope())
              .times(Rational.of(sign));
      if (!form.isZero()) {
        kinks.add(new UnitKinks(i, evidence(form)));
      }
    }
    return kinks;
  }

  /** The rays were all tried when the minimum was found; a shorter reason may do. */
  private static KinkEvidence evidence(DirectionalDerivative form) {
    Nonnegativity.Answer answer = Nonnegativity.decide(form, Nonnegativity.Limits.DEFAULT);
    if (answer instanceof Nonnegativity.Negative negative) {
      throw new IllegalStateException("a minimum with a descent: " + negative.direction());
    }
    return answer instanceof Nonnegativity.Nowhere nowhere
        ? nowhere.evidence()
        : new KinkEvidence.OnRays();
  }
}
