package org.dlmcert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import de.uni_freiburg.informatik.ultimate.logic.Logics;
import de.uni_freiburg.informatik.ultimate.logic.Script;
import de.uni_freiburg.informatik.ultimate.logic.Sort;
import de.uni_freiburg.informatik.ultimate.logic.Term;
import de.uni_freiburg.informatik.ultimate.smtinterpol.DefaultLogger;
import de.uni_freiburg.informatik.ultimate.smtinterpol.smtlib2.SMTInterpol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.cells.HomogeneousInequalities.Answer;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Linear programs with and without a guess, against an SMT solver and their own evidence. */
class HomogeneousInequalitiesTest {
  /** A case, printed with its seed when it fails. */
  record Case(long seed, int variables, List<Inequality> system) {}

  static Stream<Case> systems() {
    return IntStream.range(0, 400).mapToObj(HomogeneousInequalitiesTest::system);
  }

  private static Case system(long seed) {
    Random random = new Random(seed);
    int variables = random.nextInt(6);
    int range = 1 + random.nextInt(seed % 3 == 0 ? 1_000_000 : 3);
    List<Inequality> system = new ArrayList<>();
    for (int k = random.nextInt(9); k > 0; k--) {
      system.add(
          new Inequality(
              IntStream.range(0, variables)
                  .mapToObj(j -> BigInteger.valueOf(random.nextInt(2 * range + 1) - range))
                  .toList(),
              random.nextInt(3) > 0));
      if (random.nextInt(4) == 0) {
        // an equation, as two inequalities
        Inequality last = system.remove(system.size() - 1);
        system.add(new Inequality(last.coefficients(), false));
        system.add(
            new Inequality(last.coefficients().stream().map(BigInteger::negate).toList(), false));
      }
    }
    return new Case(seed, variables, List.copyOf(system));
  }

  private static int guesses;
  private static int answered;

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void answersAreTrue(Case example) {
    assertTrueAnswer(
        example, HomogeneousInequalities.decide(example.variables(), example.system()));
    assertTrueAnswer(
        example, HomogeneousInequalities.decideByPivots(example.variables(), example.system()));
  }

  private static void assertTrueAnswer(Case example, Answer answer) {
    if (answer instanceof Solvable solvable) {
      assertThat(solvable.point()).hasSize(example.variables());
      for (Inequality inequality : example.system()) {
        int sign = dot(inequality.coefficients(), solvable.point()).signum();
        assertThat(inequality.strict() ? sign > 0 : sign >= 0).as("%s", inequality).isTrue();
      }
      return;
    }
    List<BigInteger> factors = ((Contradictory) answer).multipliers();
    assertThat(factors).hasSameSizeAs(example.system()).allMatch(f -> f.signum() >= 0);
    boolean strict = false;
    BigInteger[] sum = new BigInteger[example.variables()];
    Arrays.fill(sum, BigInteger.ZERO);
    for (int k = 0; k < factors.size(); k++) {
      Inequality inequality = example.system().get(k);
      strict |= inequality.strict() && factors.get(k).signum() > 0;
      for (int j = 0; j < sum.length; j++) {
        sum[j] = sum[j].add(factors.get(k).multiply(inequality.coefficients().get(j)));
      }
    }
    assertThat(strict).isTrue();
    assertThat(sum).allMatch(entry -> entry.signum() == 0);
    assertThat(factors.stream().filter(f -> f.signum() > 0).count())
        .isLessThanOrEqualTo(example.variables() + 1L);
  }

  private static BigInteger dot(List<BigInteger> a, List<BigInteger> b) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.add(a.get(j).multiply(b.get(j)));
    }
    return sum;
  }

  /** A guess, right or wrong, never leads to a false answer: every basis whatever is tried. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void anyGuessIsHarmless(Case example) {
    Random random = new Random(example.seed());
    for (int trial = 0; trial < 10; trial++) {
      int[] basis =
          IntStream.range(0, example.variables() + 1)
              .map(i -> random.nextInt(example.system().size() + 1) - 1)
              .toArray();
      Optional<Answer> answer = new BasisCheck(example.variables(), example.system()).answer(basis);
      answer.ifPresent(found -> assertTrueAnswer(example, found));
      guesses++;
      answered += answer.isPresent() ? 1 : 0;
    }
  }

  @AfterAll
  static void someGuessesWereAnswers() {
    assertThat(answered).as("of %d guesses", guesses).isPositive();
  }

  @Test
  void agreesWithAnSmtSolver() {
    Script solver = new SMTInterpol(quiet());
    solver.setLogic(Logics.QF_LRA);
    Sort real = solver.sort("Real");
    for (Case example : systems().limit(200).toList()) {
      solver.push(1);
      Term[] variables = new Term[example.variables()];
      for (int j = 0; j < variables.length; j++) {
        solver.declareFun("w" + j, new Sort[0], real);
        variables[j] = solver.term("w" + j);
      }
      for (Inequality inequality : example.system()) {
        Term sum = solver.decimal("0.0");
        for (int j = 0; j < variables.length; j++) {
          Term coefficient = solver.decimal(inequality.coefficients().get(j).abs() + ".0");
          Term product = solver.term("*", coefficient, variables[j]);
          boolean minus = inequality.coefficients().get(j).signum() < 0;
          sum = solver.term(minus ? "-" : "+", sum, product);
        }
        solver.assertTerm(
            solver.term(inequality.strict() ? ">" : ">=", sum, solver.decimal("0.0")));
      }
      assertThat(
              HomogeneousInequalities.decide(example.variables(), example.system())
                  instanceof Solvable)
          .as("%s", example)
          .isEqualTo(solver.checkSat() == Script.LBool.SAT);
      solver.pop(1);
    }
  }

  private static DefaultLogger quiet() {
    DefaultLogger logger = new DefaultLogger();
    logger.setLoglevel(0);
    return logger;
  }

  @Test
  void mostGuessesAreRight() {
    long right =
        systems()
            .filter(
                example ->
                    GuessedBasis.of(example.variables(), example.system())
                        .flatMap(
                            basis ->
                                new BasisCheck(example.variables(), example.system()).answer(basis))
                        .isPresent())
            .count();
    assertThat(right).isGreaterThan(360);
  }
}
