package org.dlmcert.checker.minima;

import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.cells.UnitCells;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Rule;

/** All differentiable minima of one hidden layer (soundness.md section 24). */
public final class MinimaRule implements Rule<Network, MinimaClaim> {
  @Override
  public String kind() {
    return "minima";
  }

  @Override
  public MinimaClaim readClaim(CanonicalReader in) {
    return MinimaClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  /** The evidence for one choice of cells. */
  record Choice(Rational[] solution, Optional<SignTree> signs) {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, MinimaClaim claim) {
    int d = LastHiddenLayer.inputs(network);
    int rows = ChoiceMatrix.rows(in, network.width(1), d, network.bias());
    in.open();
    in.field("cells");
    UnitCells cells = UnitCells.read(in, network);
    in.field("prime");
    int prime = in.prime();
    in.field("choices");
    List<Choice> choices = in.list(() -> readChoice(in, network, rows));
    in.close();
    return steps -> {
      steps.require(!choices.isEmpty(), "choices", () -> "there are none");
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      new MinimaCensus(network, cells.check(layer, network.samples(), steps), prime, layer, steps)
          .check(choices, claim);
    };
  }

  private static Choice readChoice(CanonicalReader in, Network network, int rows) {
    in.open();
    in.field("solution");
    Rational[] solution = in.row(rows);
    Optional<SignTree> signs =
        in.optionalField("signs")
            ? Optional.of(SignTree.read(in, network, rows))
            : Optional.empty();
    in.close();
    return new Choice(solution, signs);
  }
}
