package org.dlmcert.app.words;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.evidence.ArchimedeanEvidence;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
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
    GivenLayer layer = (GivenLayer) claim.problem();
    RationalMatrix inputs = layer.inputs();
    int below = network.width(last - 1);
    return FullRankClaim.of(
        new Instance(
            Optional.empty(),
            new Network(List.of(below, layer.units(), 1), slope, network.bias()),
            new Dataset(
                RationalMatrix.of(layer.samples(), below, (n, j) -> inputs.get(j, n)),
                Optional.empty()),
            List.of(claim.instance().noise(last)),
            Optional.empty()),
        PatternScope.ALL);
  }

  private static Rational least(Rational a, Rational b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Rational largest(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
