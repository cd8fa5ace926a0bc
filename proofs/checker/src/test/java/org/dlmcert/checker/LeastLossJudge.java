package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.BruteForce.Q;

/**
 * The least loss of a tiny network by the definition, without the checker: every face of every
 * unit's arrangement and every sign of output weights, the best fit on the span of such a product
 * of faces, and whether a point of the product has it. The least point of all lies in some product,
 * and there it is the best fit.
 */
final class LeastLossJudge {
  private final MinimaJudge network;
  private final int units;
  private final List<List<Q>> x;

  LeastLossJudge(TinyJson.Fields instance) {
    network = new MinimaJudge(instance);
    units = Integer.parseInt(TinyJson.list(instance.get("widths")).get(1).toString());
    x = BruteForce.table(instance.get("inputs"));
    if (instance.get("bias").equals(true)) {
      x.forEach(row -> row.add(Q.ONE));
    }
  }

  /** Fails if the loss of the claim is not the least one. */
  void assertLeast(TinyJson.Fields claim, String text) {
    if (!x.isEmpty() && !network.isTooLarge()) {
      assertThat(claim.get("loss")).as(text).isEqualTo(MinimaJudge.text(leastLoss()));
    }
  }

  /** Fails if the network is wide enough to have less than the least loss over all widths. */
  void assertWidth(TinyJson.Fields claim, String text) {
    if (!x.isEmpty() && !network.isTooLarge()) {
      Q claimed = Q.of(claim.get("loss"));
      Q least = leastLoss();
      assertThat(MinimaJudge.compare(least, claimed)).as(text).isNotNegative();
      boolean wide =
          !claim.get("width").equals("null")
              && units >= Integer.parseInt(claim.get("width").toString());
      if (wide) {
        assertThat(MinimaJudge.text(least)).as(text).isEqualTo(claim.get("loss"));
      }
    }
  }

  Q leastLoss() {
    Optional<Q> least = Optional.empty();
    for (List<List<Integer>> choice : choices(network.faces())) {
      for (int q = 0; q < 1 << units; q++) {
        Optional<Q> loss = loss(choice, q);
        if (loss.isPresent()
            && (least.isEmpty() || MinimaJudge.compare(loss.get(), least.get()) < 0)) {
          least = loss;
        }
      }
    }
    return least.orElseThrow();
  }

  private List<List<List<Integer>>> choices(List<List<Integer>> faces) {
    List<List<List<Integer>>> choices = List.of(List.of());
    for (int i = 0; i < units; i++) {
      List<List<List<Integer>>> longer = new ArrayList<>();
      for (List<List<Integer>> choice : choices) {
        for (List<Integer> face : faces) {
          List<List<Integer>> next = new ArrayList<>(choice);
          next.add(face);
          longer.add(next);
        }
      }
      choices = longer;
    }
    return choices;
  }

  /** The best fit on the span of a product of faces, if the product has it; bit i of q is a +. */
  private Optional<Q> loss(List<List<Integer>> choice, int q) {
    List<List<Q>> rows = network.gradients(choice);
    List<List<Q>> flat = new ArrayList<>();
    List<List<Q>> signed = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      for (int n = 0; n < x.size(); n++) {
        int sign = choice.get(i).get(n) * ((q >> i & 1) == 1 ? 1 : -1);
        List<Q> row = new ArrayList<>(Collections.nCopies(rows.size(), Q.ZERO));
        for (int j = 0; j < x.get(n).size(); j++) {
          row.set(i * x.get(n).size() + j, x.get(n).get(j).times(Q.of(sign == 0 ? 1 : sign)));
        }
        if (x.get(n).stream().anyMatch(entry -> entry.sign() != 0)) {
          (sign == 0 ? flat : signed).add(row);
        }
      }
    }
    flat.forEach(row -> row.add(Q.ZERO));
    List<List<Q>> span = MinimaJudge.Solutions.of(flat, rows.size()).orElseThrow().kernel();
    List<List<Q>> features = new ArrayList<>();
    for (List<Q> direction : span) {
      List<Q> feature = new ArrayList<>();
      for (int n = 0; n < x.size(); n++) {
        int sample = n;
        feature.add(MinimaJudge.dot(rows.stream().map(row -> row.get(sample)).toList(), direction));
      }
      features.add(feature);
    }
    List<Q> fit = network.fit(features);
    List<List<Q>> equations = new ArrayList<>();
    for (int n = 0; n < x.size(); n++) {
      List<Q> equation = new ArrayList<>();
      for (List<Q> feature : features) {
        equation.add(feature.get(n));
      }
      equation.add(fit.get(n));
      equations.add(equation);
    }
    MinimaJudge.Solutions t = MinimaJudge.Solutions.of(equations, features.size()).orElseThrow();
    List<List<Q>> inequalities = new ArrayList<>();
    for (List<Q> row : signed) {
      List<Q> onSpan = span.stream().map(direction -> MinimaJudge.dot(row, direction)).toList();
      List<Q> inequality = new ArrayList<>();
      t.kernel().forEach(direction -> inequality.add(MinimaJudge.dot(onSpan, direction)));
      inequality.add(MinimaJudge.dot(onSpan, t.particular()));
      inequalities.add(inequality);
    }
    return MinimaJudge.hasPoint(inequalities, t.kernel().size())
        ? Optional.of(network.loss(fit))
        : Optional.empty();
  }
}
