package org.dlmcert.app.words;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;

/**
 * The other slopes that an archimedean certificate serves. The search knows the interval; it is
 * reported only as far as the independent checker accepts the same evidence at its ends, which
 * proves it for all slopes between an end and 1 (proofs/soundness.md, section 13).
 *
 * @param low the least slope that is served
 * @param high the largest
 */
public record ServedSlopes(Rational low, Rational high) {
  /** More is not spent on this: seconds. */
  private static final long MOST_WORK = 1_000_000_000L;

  /** The slopes that the evidence serves, for a claim that the checker has accepted. */
  public static ServedSlopes of(FullRankClaim claim, ArchimedeanEvidence evidence) {
    Rational slope = claim.instance().network().slope();
    LeftInverseBound.Slopes found = evidence.bound().slopes();
    return new ServedSlopes(
        end(claim, evidence, found.low(), least(slope, Rational.ONE)),
        end(claim, evidence, found.high(), largest(slope, Rational.ONE)));
  }

  /** The words, without a full stop. */
  public String words(Network network) {
    return "the same evidence serves every slope "
        + (network.depth() > 2 ? "of layer " + (network.depth() - 1) + " " : "")
        + "from "
        + low
        + " to "
        + high
        + ", and mixed ones if all are at most 1 or all at least 1";
  }

  private static Rational end(
      FullRankClaim claim, ArchimedeanEvidence evidence, Rational wanted, Rational otherwise) {
    FullRankClaim same = withSlope(claim, wanted);
    return Checker.check(same.certificate(evidence).bytes(), Optional.empty(), MOST_WORK)
            instanceof Verdict.Accepted
        ? wanted
        : otherwise;
  }

  /** The same layer on the same inputs with another slope, as a network with one hidden layer. */
  private static FullRankClaim withSlope(FullRankClaim claim, Rational slope) {
    Network network = claim.instance().network();
    int last = network.depth() - 1;
    GradientFamily family =
        claim.problem().withHeldBiases() instanceof GivenOutputs outputs
            ? outputs.family()
            : ((GivenLayer) claim.problem()).family();
    int below = network.width(last - 1);
    Network shallow =
        new Network(List.of(below, family.units(), network.outputs()), slope, network.bias());
    return FullRankClaim.of(
        new Instance(
            Optional.empty(),
            shallow,
            new Dataset(
                RationalMatrix.of(family.samples(), below, (n, j) -> family.inputs().get(j, n)),
                Optional.empty()),
            List.of(claim.instance().noise(last)),
            network.outputs() == 1 ? Optional.empty() : Optional.of(held(claim, shallow))),
        PatternScope.ALL);
  }

  /** The output weights of the claim, above a layer whose own weights do not matter. */
  private static Weights held(FullRankClaim claim, Network shallow) {
    RationalMatrix own =
        claim.instance().weights().orElseThrow().matrix(claim.instance().network().depth());
    return new Weights(
        List.of(zeros(shallow.width(1), shallow.width(0)), own),
        shallow.bias()
            ? Optional.of(
                List.of(
                    Collections.nCopies(shallow.width(1), Rational.ZERO),
                    Collections.nCopies(shallow.width(2), Rational.ZERO)))
            : Optional.empty());
  }

  private static RationalMatrix zeros(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> Rational.ZERO);
  }

  private static Rational least(Rational a, Rational b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Rational largest(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
