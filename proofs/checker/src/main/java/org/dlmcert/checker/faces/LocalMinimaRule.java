package org.dlmcert.checker.faces;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.minima.ChoiceMatrix;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.point.KinkConditions;
import org.dlmcert.checker.point.KinkEvidence;
import org.dlmcert.checker.rule.Rule;

/** All local minima of one hidden layer (soundness.md section 27). */
public final class LocalMinimaRule implements Rule<Network, LocalMinimaClaim> {
  @Override
  public String kind() {
    return "local-minima";
  }

  @Override
  public LocalMinimaClaim readClaim(CanonicalReader in) {
    return LocalMinimaClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  /** The evidence for one choice of faces and signs. */
  sealed interface Choice {}

  /** There is a minimum: the products of output weights and rows, and why it is one. */
  record Point(Rational[] products, List<KinkEvidence> kinks) implements Choice {}

  /** A unit, and how its weights move. */
  record Direction(int unit, Rational[] move) {}

  /** A unit, a sample, and a factor. */
  record Term(int unit, int sample, Rational factor) {}

  /** There is none: directions of no descent that contradict each other. */
  record Nothing(List<Direction> directions, Rational sum, List<Term> lambda) implements Choice {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, LocalMinimaClaim claim) {
    int d = LastHiddenLayer.inputs(network);
    int rows = ChoiceMatrix.rows(in, network.width(1), d, network.bias());
    in.open();
    in.field("faces");
    UnitFaces faces = UnitFaces.read(in, network);
    in.field("choices");
    List<Choice> choices = in.list(() -> readChoice(in, network, d, rows));
    in.close();
    return steps -> {
      steps.require(!choices.isEmpty(), "choices", () -> "there are none");
      // Units without noise and without weights are not written in the file.
      steps.work().add(network.width(1), 1L + network.samples());
      steps.work().reserve(network.width(1), Work.NUMBER);
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      List<UnitFaces.Face> checked = faces.check(layer, network.samples(), steps);
      new FaceCensus(network, faces.points(), checked, layer, steps).check(choices, claim);
    };
  }

  private static Choice readChoice(CanonicalReader in, Network network, int d, int rows) {
    in.open();
    if (in.optionalField("point")) {
      Rational[] products = in.row(rows);
      List<KinkEvidence> kinks = KinkConditions.read(in, network);
      in.close();
      return new Point(products, kinks);
    }
    in.field("directions");
    List<Direction> directions = in.list(() -> readDirection(in, network, d));
    Rational sum = Rational.ZERO;
    if (network.bias()) {
      in.field("sum");
      sum = in.rational();
    }
    in.field("lambda");
    List<Term> lambda = in.list(() -> readTerm(in, network));
    in.close();
    return new Nothing(directions, sum, lambda);
  }

  private static Direction readDirection(CanonicalReader in, Network network, int d) {
    in.expect("[");
    int unit = in.index(network.width(1));
    in.expect(",");
    Rational[] move = in.row(d);
    in.expect("]");
    return new Direction(unit, move);
  }

  private static Term readTerm(CanonicalReader in, Network network) {
    in.expect("[");
    int unit = in.index(network.width(1));
    in.expect(",");
    int sample = in.index(network.samples());
    in.expect(",");
    Rational factor = in.rational();
    in.expect("]");
    return new Term(unit, sample, factor);
  }
}
