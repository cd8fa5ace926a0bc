package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Follows the evidence for every choice word by word (proofs/format.md, 5.26), in rationals. */
final class EvidenceCheck {
  private final CensusProblem problem;
  private final CensusResult result;
  private final int d;

  EvidenceCheck(CensusResult result) {
    this.result = result;
    this.problem = result.problem();
    this.d = problem.dimensions();
  }

  void run() {
    List<?> answers = list(parsed(result.certificate().evidence().text()), "choices");
    Choices choices = new Choices(problem, result.cells().size());
    for (Object answer : answers) {
      assertThat(choices.isExhausted()).isFalse();
      new One(choices.current(), (Map<?, ?>) answer).check();
      choices.advance();
    }
    assertThat(choices.isExhausted()).isTrue();
  }

  private static Map<?, ?> parsed(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return (Map<?, ?>) value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists, maps, strings and integers. */
  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? parser.getIntValue()
        : parser.getText();
  }

  private final class One {
    private final int[] chosen;
    private final Map<?, ?> answer;
    private final RationalMatrix g;
    private final List<Rational> f;
    private final int[] signs;
    private int next;

    One(int[] chosen, Map<?, ?> answer) {
      this.chosen = chosen;
      this.answer = answer;
      signs = new int[chosen.length];
      g =
          RationalMatrix.of(
              problem.rows(),
              problem.samples(),
              (row, n) -> {
                int i = row / d;
                return i == chosen.length
                    ? Rational.ONE
                    : problem
                        .noise()
                        .get(i, n)
                        .times(isPlus(i, n) ? Rational.ONE : problem.slope())
                        .times(problem.inputs().get(row % d, n));
              });
      f = image(rationals(list(answer, "solution")));
    }

    void check() {
      List<Rational> residual = new ArrayList<>();
      for (int n = 0; n < f.size(); n++) {
        residual.add(f.get(n).minus(problem.targets().get(n)));
      }
      assertThat(product(residual)).as("%s", this).allMatch(Rational::isZero);
      if (answer.containsKey("signs")) {
        List<?> nodes = list(answer, "signs");
        node(nodes, 0);
        assertThat(next).isEqualTo(nodes.size());
      }
    }

    private void node(List<?> nodes, int unit) {
      Object node = nodes.get(next++);
      if (node instanceof Integer) {
        assertThat(node).isEqualTo(0);
        int before = problem.equalBefore(unit);
        int from = before >= 0 && chosen[before] == chosen[unit] ? signs[before] : 1;
        for (int sign = from; sign >= -1; sign--) {
          signs[unit] = sign;
          node(nodes, unit + 1);
        }
      } else if (node instanceof List<?> point) {
        assertThat(unit).isEqualTo(chosen.length);
        assertThat(image(rationals(point))).isEqualTo(f);
      } else {
        contradiction((Map<?, ?>) node, unit);
      }
    }

    private void contradiction(Map<?, ?> node, int units) {
      Rational[] nu = new Rational[f.size()];
      Arrays.fill(nu, Rational.ZERO);
      for (Object pair : list(node, "nu")) {
        nu[(Integer) ((List<?>) pair).get(0)] = rational(((List<?>) pair).get(1));
      }
      Rational[] right = new Rational[g.rows()];
      Arrays.fill(right, Rational.ZERO);
      List<?> lambda = list(node, "lambda");
      for (Object triple : lambda) {
        int i = (Integer) ((List<?>) triple).get(0);
        int n = (Integer) ((List<?>) triple).get(1);
        Rational value = rational(((List<?>) triple).get(2));
        assertThat(value.signum()).isPositive();
        assertThat(i).isLessThan(units);
        assertThat(signs[i]).isNotZero();
        for (int j = 0; j < d; j++) {
          Rational term = value.times(problem.inputs().get(j, n));
          right[i * d + j] =
              right[i * d + j].plus(isPlus(i, n) == signs[i] > 0 ? term : term.negate());
        }
      }
      List<Rational> left = product(List.of(nu));
      for (int row = 0; row < right.length; row++) {
        int i = row / d;
        boolean free = i < units && i < signs.length && signs[i] == 0;
        if (!free) {
          assertThat(left.get(row)).as("row %s", row).isEqualTo(right[row]);
        }
      }
      int sign = SlowCensus.dot(List.of(nu), f).signum();
      assertThat(sign < 0 || sign == 0 && !lambda.isEmpty()).isTrue();
    }

    private boolean isPlus(int unit, int sample) {
      return result.cells().cells().get(chosen[unit]).signs().isPlus(sample);
    }

    private List<Rational> image(List<Rational> weights) {
      return g.transpose()
          .times(RationalMatrix.ofRows(1, weights.stream().map(List::of).toList()))
          .transpose()
          .row(0);
    }

    private List<Rational> product(List<Rational> vector) {
      return g.times(RationalMatrix.ofRows(1, vector.stream().map(List::of).toList()))
          .transpose()
          .row(0);
    }
  }

  private static List<?> list(Map<?, ?> fields, String name) {
    return (List<?>) Objects.requireNonNull(fields.get(name), name);
  }

  private static List<Rational> rationals(List<?> texts) {
    return texts.stream().map(EvidenceCheck::rational).toList();
  }

  private static Rational rational(Object text) {
    String[] parts = ((String) text).split("/", -1);
    return Rational.of(
        new BigInteger(parts[0]), parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]));
  }
}
