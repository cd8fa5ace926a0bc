package org.dlmcert.certify.claim;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;

/**
 * One layer of units with given noise, or none, on known inputs: the matrix of a pattern σ is
 * (E∘σ)∘X.
 *
 * @param family the matrices
 * @param isNoiseless whether there is no noise: every factor is 1
 * @param formula the noise, if it is a formula
 * @param scope the patterns asked about
 */
public record GivenLayer(
    GradientFamily family, boolean isNoiseless, Optional<LiftedNoise> formula, PatternScope scope)
    implements FullRankProblem {

  /** The last hidden layer of an instance, on these inputs. */
  static GivenLayer of(Instance instance, RationalMatrix inputs, PatternScope scope) {
    Network network = instance.network();
    int last = network.depth() - 1;
    LayerNoise noise = instance.noise(last);
    return new GivenLayer(
        GradientFamily.of(inputs, network.width(last), noise, network.slope()),
        noise instanceof LayerNoise.None,
        noise instanceof LiftedNoise lifted ? Optional.of(lifted) : Optional.empty(),
        scope);
  }

  /** X, d×N, with the row of ones of a bias. */
  public RationalMatrix inputs() {
    return family.inputs();
  }

  @Override
  public int samples() {
    return family.samples();
  }

  /** The number D of units. */
  public int units() {
    return family.units();
  }

  public Rational slope() {
    return family.slope();
  }

  /** The factor ε of a unit on a sample. */
  public Rational noise(int unit, int sample) {
    return family.noise().get(unit, sample);
  }

  /** Whether the input of a sample is zero. */
  public boolean isZeroSample(int sample) {
    return IntStream.range(0, inputs().rows()).allMatch(j -> inputs().get(j, sample).isZero());
  }
}
