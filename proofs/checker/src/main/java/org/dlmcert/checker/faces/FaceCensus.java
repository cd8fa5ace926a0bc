package org.dlmcert.checker.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.minima.ChoiceMatrix;
import org.dlmcert.checker.minima.UnitChoices;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.point.ExactPoint;
import org.dlmcert.checker.point.KinkConditions;
import org.dlmcert.checker.rule.Claimed;

/** The count of the choices with local minima, loss by loss. */
final class FaceCensus {
  private final Network network;
  private final Rational[][] points;
  private final List<UnitFaces.Face> faces;
  private final Rational[][] x;
  private final Steps steps;
  private final List<FaceChoice.State> states = new ArrayList<>();
  private final UnitChoices choice;
  private final Map<Rational, Long> found = new HashMap<>();

  FaceCensus(
      Network network,
      Rational[][] points,
      List<UnitFaces.Face> faces,
      LastHiddenLayer layer,
      Steps steps) {
    this.network = network;
    this.points = points;
    this.faces = faces;
    this.steps = steps;
    this.x = ChoiceMatrix.columns(layer, network.samples());
    for (int f = 0; f < faces.size(); f++) {
      for (int q = 1; q >= -1; q--) {
        if (q != 0 || faces.get(f).zeros().isEmpty()) {
          states.add(new FaceChoice.State(f, faces.get(f), q));
        }
      }
    }
    this.choice = new UnitChoices(network, states.size());
  }

  void check(List<LocalMinimaRule.Choice> choices, LocalMinimaClaim claim) {
    Claimed.same("unit_faces", claim.unitFaces(), faces.size(), steps);
    Claimed.same("unit_cells", claim.unitCells(), UnitFaces.cells(faces), steps);
    Claimed.same("choices", BigInteger.valueOf(claim.choices()), choice.count(1), steps);
    choice.decide(choices, this::decide, steps);
    compare(claim.minima());
    boolean global = claim.minima().stream().allMatch(m -> m.loss().signum() == 0);
    Claimed.same("verdict", claim.verdict(), global ? "ALL_GLOBAL" : "BAD_MINIMA", steps);
  }

  private void decide(LocalMinimaRule.Choice evidence, String place) {
    List<FaceChoice.State> chosen = new ArrayList<>();
    for (int i = 0; i < choice.units(); i++) {
      chosen.add(states.get(choice.cell(i)));
    }
    FaceChoice faceChoice = new FaceChoice(network, x, chosen, steps, place);
    if (evidence instanceof LocalMinimaRule.Nothing nothing) {
      faceChoice.requireContradiction(nothing);
      return;
    }
    LocalMinimaRule.Point point = (LocalMinimaRule.Point) evidence;
    faceChoice.requireInside(point.products());
    Network.Parameters parameters = parameters(chosen, point.products());
    ExactPoint exact = new ExactPoint(network, parameters, steps.work());
    new KinkConditions(network, parameters, exact, point.kinks(), steps, place).requireMinimum();
    found.merge(exact.loss(), 1L, Long::sum);
  }

  /** The weights w_i = q_i·z_i, or a point of the cell if q_i = 0, and W_2 = q. */
  private Network.Parameters parameters(List<FaceChoice.State> chosen, Rational[] z) {
    int d = network.width(0) + (network.bias() ? 1 : 0);
    Rational[][] rows = new Rational[chosen.size()][];
    Rational[] biases = new Rational[chosen.size()];
    Rational[] signs = new Rational[chosen.size()];
    steps.work().add(chosen.size(), d);
    for (int i = 0; i < rows.length; i++) {
      FaceChoice.State state = chosen.get(i);
      Rational q = new Rational(BigInteger.valueOf(state.q()), BigInteger.ONE);
      Rational[] row = points[state.face()];
      if (state.q() != 0) {
        row = Arrays.copyOfRange(z, i * d, (i + 1) * d);
        Rational[] own = row;
        Arrays.setAll(row, j -> own[j].times(q));
      }
      rows[i] = Arrays.copyOf(row, network.width(0));
      biases[i] = row[d - 1];
      signs[i] = q;
    }
    return new Network.Parameters(
        List.of(rows, new Rational[][] {signs}),
        network.bias() ? List.of(biases, new Rational[] {z[z.length - 1]}) : List.of());
  }

  private void compare(List<LocalMinimaClaim.Minimum> minima) {
    for (int k = 0; k < minima.size(); k++) {
      Rational loss = minima.get(k).loss();
      String place = "minima[" + k + "]";
      Claimed.same(place + ".faces", minima.get(k).faces(), found.getOrDefault(loss, 0L), steps);
      Rejection.unless(
          k == 0 || Vectors.minus(loss, minima.get(k - 1).loss(), steps.work()).signum() > 0,
          steps.kind(),
          "claim." + place,
          () -> "the losses do not increase");
    }
    Claimed.same("minima", minima.size(), found.size(), steps);
  }
}
