package org.dlmcert.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dlmcert.junit.ExactAssertions.assertThatGradient;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.junit.jupiter.api.Test;

class ExactChecksTest {
  private static final RationalMatrix SINGULAR =
      ExactChecks.matrix(new double[][] {{1, 2}, {2, 4}});

  /**
   * One sample x = 1, one hidden unit, two outputs, with biases: u = 3, outputs 7 and -5, targets 2
   * and -2, residuals 5 and -3. The loss is half the sum of their squares.
   */
  private static final Instance TWO_OUTPUTS =
      new Instance(
          Optional.empty(),
          new Network(List.of(1, 1, 2), Rational.of(1, 4), true),
          new Dataset(
              RationalMatrix.of(new long[][] {{1}}),
              Optional.of(RationalMatrix.of(new long[][] {{2, -2}}))),
          List.of(LayerNoise.NONE),
          Optional.of(
              new Weights(
                  List.of(
                      RationalMatrix.of(new long[][] {{9}}),
                      RationalMatrix.of(new long[][] {{9}, {9}})),
                  Optional.of(
                      List.of(List.of(Rational.ONE), List.of(Rational.ONE, Rational.ONE))))));

  private static final double[][][] AT = {{{2}}, {{2}, {-2}}};

  // By u: 2·5 - 2·(-3) = 16; by W_2: the residuals times 3.
  private static final double[][][] BY_WEIGHTS = {{{16}}, {{15}, {-9}}};
  private static final double[][][] BY_BIASES = {{{16}}, {{5, -3}}};

  @Test
  void gradientsWithTwoOutputs() {
    ExactChecks.gradient(TWO_OUTPUTS, w -> BY_WEIGHTS, AT, 0);
    ExactChecks.biasGradient(TWO_OUTPUTS, w -> BY_BIASES, AT, 0);
    assertThatGradient(w -> BY_WEIGHTS, AT).isWithinUlps(0).ofExactGradientOf(TWO_OUTPUTS);
    assertThatGradient(w -> BY_BIASES, AT).isWithinUlps(0).ofExactBiasGradientOf(TWO_OUTPUTS);
    assertThatThrownBy(
            () ->
                ExactChecks.gradient(
                    TWO_OUTPUTS, w -> new double[][][] {{{16}}, {{15}, {9}}}, AT, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the gradient by W_2 within 1.0 ulps")
        .hasMessageContaining("exact -9");
    assertThatThrownBy(
            () ->
                ExactChecks.biasGradient(
                    TWO_OUTPUTS, w -> new double[][][] {{{16}}, {{5, 3}}}, AT, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the gradient by b_2");
  }

  @Test
  void matricesAndValues() {
    ExactChecks.exactRank(1, SINGULAR);
    ExactChecks.signs(new int[][] {{1, 1}, {1, 1}}, SINGULAR);
    ExactChecks.values(SINGULAR, new double[][] {{1, 2}, {2, 4}}, 0);
    ExactChecks.fullRowRank(ExactChecks.matrix(new double[][] {{0.1, 0.2}}));
    assertThatThrownBy(() -> ExactChecks.fullColumnRank(SINGULAR))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a null vector of the columns: [2, -1]");
    assertThatThrownBy(() -> ExactChecks.signs(new int[][] {{1, 1}, {1, -1}}, SINGULAR))
        .hasMessageContaining("sign -1 expected at [1][1]");
    assertThatThrownBy(() -> ExactChecks.values(SINGULAR, new double[][] {{1, 2}, {2, 5}}, 1))
        .hasMessageContaining("exact 4");
    assertThatThrownBy(() -> ExactChecks.values(SINGULAR, new double[0][], -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void preactivationSigns() {
    ExactChecks.preactivationSigns(TWO_OUTPUTS, 1, w -> new double[][] {{7}}, AT);
    assertThatThrownBy(
            () -> ExactChecks.preactivationSigns(TWO_OUTPUTS, 1, w -> new double[][] {{-7}}, AT))
        .hasMessageContaining("u_1: the exact signs expected");
  }

  /** The classes on the class path but those of AssertJ. */
  private static URLClassLoader withoutAssertJ() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("assertj")) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void noClassOfAssertJIsNeeded() throws Exception {
    try (URLClassLoader loader = withoutAssertJ()) {
      assertThatCode(() -> loader.loadClass("org.assertj.core.api.Assertions"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> checks = loader.loadClass(ExactChecks.class.getName());
      Class<?> matrixClass = loader.loadClass(RationalMatrix.class.getName());
      Object matrix =
          checks
              .getMethod("matrix", double[][].class)
              .invoke(null, (Object) new double[][] {{1, 2}});
      Method rank = checks.getMethod("exactRank", int.class, matrixClass);
      rank.invoke(null, 1, matrix);
      assertThatThrownBy(() -> rank.invoke(null, 0, matrix))
          .isInstanceOf(InvocationTargetException.class)
          .hasCauseInstanceOf(AssertionError.class);
      assertThat(checks).isNotEqualTo(ExactChecks.class);
    }
  }
}
