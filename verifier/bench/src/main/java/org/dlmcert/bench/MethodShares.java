package org.dlmcert.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Which share of random-integer instances each method decides on its own, by slope and by slack d_0
 * d_1 - N. Prints a Markdown table; every cell is a percentage of the seeds 0, …, SEEDS - 1. An
 * argument changes the largest absolute value of the numbers.
 */
public final class MethodShares {
  private static final int WIDTH = 3;
  private static final int SEEDS = 40;
  private static final int[] SLACKS = {0, 1, 2, 3, 4, 5};
  private static final Budget BUDGET = new Budget(1L << 24, 1);

  private MethodShares() {}

  public static void main(String[] args) {
    int range = args.length == 0 ? 9 : Integer.parseInt(args[0]);
    Map<String, Rational> slopes = new LinkedHashMap<>();
    for (String slope : List.of("1/2", "2/3", "2", "-1", "-1/2", "9/10", "1/100", "3/10")) {
      slopes.put(slope, rational(slope));
    }
    slopes.put("double 0.01", Rational.of(5764607523034235L, 1L << 59));
    StringBuilder head = new StringBuilder("| slope | slack |");
    for (MethodName method : MethodName.values()) {
      head.append(' ').append(method.word()).append(" |");
    }
    System.out.println(head.append(" auto | refuted |"));
    System.out.println("|---|---|" + "---|".repeat(MethodName.values().length + 2));
    slopes.forEach((name, slope) -> rows(name, slope, range));
  }

  private static void rows(String name, Rational slope, int range) {
    for (int slack : SLACKS) {
      Network network = new Network(List.of(WIDTH, WIDTH, 1), slope, false);
      RandomInstance random = new RandomInstance(network, WIDTH * WIDTH - slack, range);
      List<FullRankClaim> claims = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        Instance instance = random.of(seed);
        claims.add(FullRankClaim.of(instance, PatternScope.ALL));
      }
      StringBuilder row = new StringBuilder("| " + name + " | " + slack + " |");
      for (MethodName method : MethodName.values()) {
        long decided =
            claims.stream()
                .map(claim -> FullRankDecision.decide(claim, method, BUDGET, Progress.NONE))
                .filter(FullRankDecision.Decided.class::isInstance)
                .count();
        row.append(percent(decided));
      }
      List<FullRankDecision.Decided> decided =
          claims.stream()
              .map(claim -> FullRankDecision.decide(claim, BUDGET, Progress.NONE))
              .filter(FullRankDecision.Decided.class::isInstance)
              .map(FullRankDecision.Decided.class::cast)
              .toList();
      row.append(percent(decided.size()));
      row.append(percent(decided.stream().filter(d -> d.evidence() instanceof Refutation).count()));
      System.out.println(row);
    }
  }

  private static String percent(long count) {
    return " " + 100 * count / SEEDS + " |";
  }

  private static Rational rational(String text) {
    String[] parts = text.split("/", -1);
    return Rational.of(Long.parseLong(parts[0]), parts.length == 1 ? 1 : Long.parseLong(parts[1]));
  }
}
