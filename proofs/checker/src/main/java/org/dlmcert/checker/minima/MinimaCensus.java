package org.dlmcert.checker.minima;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/** The count of the cells with minima, loss by loss. */
public final class MinimaCensus {
  private final Network network;
  private final List<BitSet> cells;
  private final int prime;
  private final Rational[][] x;
  private final BitSet nonzero = new BitSet();
  private final Steps steps;
  private final UnitChoices choice;
  private final Map<Rational, long[]> found = new HashMap<>();

  MinimaCensus(Network network, List<BitSet> cells, int prime, LastHiddenLayer layer, Steps steps) {
    this.network = network;
    this.cells = cells;
    this.prime = prime;
    this.steps = steps;
    this.x = ChoiceMatrix.columns(layer, network.samples());
    IntStream.range(0, x.length).filter(n -> !Vectors.isZero(x[n])).forEach(nonzero::set);
    this.choice = new UnitChoices(network, cells.size());
  }

  void check(List<MinimaRule.Choice> choices, MinimaClaim claim) {
    BigInteger all = choice.count(3);
    BigInteger without = choice.count(2);
    Claimed.same("cells_nonzero_output", BigInteger.valueOf(claim.cellsNonzero()), without, steps);
    Claimed.same(
        "cells_zero_output", BigInteger.valueOf(claim.cellsZero()), all.subtract(without), steps);
    choice.decide(choices, this::count, steps);
    compare(claim.minima());
    boolean global = claim.minima().stream().allMatch(m -> m.loss().signum() == 0);
    String verdict = global ? "ALL_GLOBAL" : "BAD_MINIMA";
    Claimed.same("verdict", claim.verdict(), claim.minima().isEmpty() ? "NONE" : verdict, steps);
  }

  private void count(MinimaRule.Choice evidence, String place) {
    List<BitSet> positive =
        IntStream.range(0, choice.units()).mapToObj(i -> cells.get(choice.cell(i))).toList();
    ChoiceMatrix g = ChoiceMatrix.of(network, x, positive, steps.work());
    Rational[] z = evidence.solution();
    Rational[] y = MinimaClaim.targets(network);
    Rational[] outputs = g.nearest(z, y, place + ".solution", steps);
    SignTree.Cell cell = new SignTree.Cell(g, outputs, positive, nonzero);
    List<Boolean> minima;
    if (evidence.signs().isPresent()) {
      minima = evidence.signs().get().minima(cell, choice, place, steps);
    } else {
      steps.countIndependent(g.rows(), g.length());
      steps.independent(g, IntStream.range(0, g.rows()).toArray(), prime, place);
      minima = onlyMinimum(z, cell);
    }
    if (!minima.isEmpty()) {
      Rational loss = Vectors.loss(g.residuals(outputs, y), x.length, steps.work());
      long[] counts = found.computeIfAbsent(loss, key -> new long[2]);
      minima.forEach(allNonzero -> counts[allNonzero ? 0 : 1]++);
    }
  }

  /** Gᵀ has independent columns, so that z is the only solution: its blocks have the signs. */
  private List<Boolean> onlyMinimum(Rational[] z, SignTree.Cell cell) {
    boolean allNonzero = true;
    for (int i = 0; i < choice.units(); i++) {
      boolean zero = cell.hasSign(i, z, 0);
      if (!zero && !cell.hasSign(i, z, 1) && !cell.hasSign(i, z, -1)) {
        return List.of();
      }
      allNonzero &= !zero;
    }
    return List.of(allNonzero);
  }

  private void compare(List<MinimaClaim.Minimum> minima) {
    for (int k = 0; k < minima.size(); k++) {
      Rational loss = minima.get(k).loss();
      String place = "minima[" + k + "]";
      long[] counts = found.getOrDefault(loss, new long[2]);
      Rejection.unless(
          found.containsKey(loss),
          steps.kind(),
          "claim." + place,
          () -> "no cell has a minimum of loss " + loss);
      Claimed.same(place + ".cells", minima.get(k).nonzero(), counts[0], steps);
      Claimed.same(
          place + ".cells_with_zero_output_weights", minima.get(k).zero(), counts[1], steps);
      Rejection.unless(
          k == 0 || Vectors.minus(loss, minima.get(k - 1).loss(), steps.work()).signum() > 0,
          steps.kind(),
          "claim." + place,
          () -> "the losses do not increase");
    }
    Claimed.same("minima", minima.size(), found.size(), steps);
  }
}
