package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.exact.Rational;

/**
 * An instance with one hidden layer, one output and noise that is not generic, in exact numbers.
 *
 * @param inputs the columns of X: a sample's inputs, and 1 with biases
 * @param noise N rows of d_1
 */
record OneLayer(
    int units,
    Rational slope,
    boolean bias,
    List<List<Rational>> inputs,
    List<Rational> targets,
    List<List<Rational>> noise) {

  static OneLayer of(Fields instance) {
    boolean bias = instance.text("bias").equals("true");
    List<List<Rational>> inputs = new ArrayList<>();
    for (List<Rational> row : Accepted.numbers(instance.rows("inputs"))) {
      List<Rational> column = new ArrayList<>(row);
      if (bias) {
        column.add(Rational.ONE);
      }
      inputs.add(column);
    }
    int units = Integer.parseInt(instance.texts("widths").get(1));
    List<List<Rational>> noise = new ArrayList<>();
    String word = instance.list("noise").get(0).toString();
    for (int n = 0; n < inputs.size(); n++) {
      noise.add(
          word.equals("none")
              ? Collections.nCopies(units, Rational.ONE)
              : Fields.rows(instance.list("noise").get(0)).get(n).stream()
                  .map(Accepted::number)
                  .toList());
    }
    return new OneLayer(
        units,
        Accepted.number(instance.text("slope")),
        bias,
        inputs,
        instance.has("targets")
            ? instance.texts("targets").stream().map(Accepted::number).toList()
            : List.of(),
        noise);
  }

  /** The number of rows of X. */
  int dimension() {
    return inputs.get(0).size();
  }

  /** Which unit before this one has the same noise; -1 if none has. */
  int twin(int unit) {
    for (int i = unit - 1; i >= 0; i--) {
      int other = i;
      if (noise.stream().allMatch(row -> row.get(other).equals(row.get(unit)))) {
        return i;
      }
    }
    return -1;
  }

  static Rational product(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }

  /** The mean squared error, halved, of a network. */
  Rational loss(List<List<Rational>> weights, List<Rational> outputs, Rational outputBias) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < inputs.size(); n++) {
      Rational value = outputBias;
      for (int i = 0; i < units; i++) {
        Rational u = product(weights.get(i), inputs.get(n));
        Rational a = u.signum() < 0 ? u.times(slope) : u;
        value = value.plus(outputs.get(i).times(noise.get(n).get(i)).times(a));
      }
      Rational e = value.minus(targets.get(n));
      sum = sum.plus(e.times(e));
    }
    return inputs.isEmpty() ? sum : sum.dividedBy(Rational.of(2L * inputs.size()));
  }
}
