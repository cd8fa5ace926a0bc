package org.dlmcert.certify.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.certify.tree.SlopeClasses;
import org.dlmcert.certify.tree.UnitClasses;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Drops units, projects along samples, and tries the patterns that are left, or the archimedean
 * bound (proofs/soundness.md, section 13). With k units and r = rank X up to (kr - N)/(k - 1)
 * samples can be removed. Sufficient only: a deficient reduced pattern refutes nothing, and another
 * choice is tried. Choices are drawn with a fixed seed.
 */
public final class ReducedProblems implements Method<GivenLayer> {
  private static final int DRAWS = 4;
  private static final int MOST_TREES = 48;
  private static final int MOST_BITS = 1 << 10;

  /** The most operations on all trees together, if each came to its end. */
  private static final BigInteger MOST_OPERATIONS = BigInteger.valueOf(400_000_000_000L);

  /** From this size on the projections themselves take minutes. */
  private static final long LARGEST = 50_000_000;

  @Override
  public MethodName name() {
    return MethodName.REDUCTION;
  }

  /** So many units, and so many samples removed. */
  private record Shape(int units, int removed, BigInteger patterns) {}

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    IntegerMatrix inputs = layer.inputs().clearColumns().matrix();
    int rank = ModularMatrix.of(PrimeField.largest(), inputs).rank();
    Random random = new Random(layer.samples());
    List<Integer> distinct = UnitClasses.of(layer.family()).representatives();
    List<Shape> shapes = shapes(layer, distinct.size(), rank, budget.maxPatterns());
    int tries = 0;
    BigInteger operations = BigInteger.ZERO;
    for (Shape shape : shapes) {
      for (int draw = 0; draw < DRAWS && tries < MOST_TREES; draw++) {
        Interruption.check();
        List<Integer> units =
            RandomReduction.shuffled(distinct.size(), random).stream()
                .limit(shape.units())
                .map(distinct::get)
                .toList();
        Optional<Reduction> reduction =
            RandomReduction.draw(layer, inputs, units, shape.removed(), random);
        if (reduction.isEmpty()) {
          continue;
        }
        GradientFamily family = reduction.get().family(layer.family());
        PatternTree.Plan plan = PatternTree.plan(family);
        BigInteger work =
            CheckerWork.tree(family.rows(), family.samples(), family.units(), plan.choices());
        if (plan.patterns().compareTo(BigInteger.valueOf(budget.maxPatterns())) > 0
            || work.compareTo(CheckerWork.LIMIT) > 0
            || operations.add(work).compareTo(MOST_OPERATIONS) > 0) {
          continue;
        }
        operations = operations.add(work);
        tries++;
        PatternTree.Answer answer =
            new PatternTree(family).search(budget.maxPatterns(), budget.workers(), progress);
        if (answer instanceof PatternTree.Independent yes) {
          return new Attempt.Decided(new TreeEvidence(reduction.get(), yes));
        }
        if (answer instanceof PatternTree.Interrupted) {
          return new Attempt.Limited(
              "interrupted", tries + " reductions tried", "more time (a longer --timeout)");
        }
      }
    }
    return new ReducedLeftInverse().attempt(layer, budget, progress)
            instanceof Attempt.Decided decided
        ? decided
        : undecided(tries, budget);
  }

  private static Attempt undecided(int tried, Budget budget) {
    if (tried > 0) {
      return new Attempt.Open(tried + " reductions have deficient patterns, which refutes nothing");
    }
    // To try some of the patterns of a reduction would prove nothing.
    return budget.chosenPatterns().isPresent()
        ? new Attempt.Limited(
            "--max-patterns " + budget.maxPatterns(),
            "none tried, as no reduction leaves so few patterns",
            "nothing for certain: a larger --max-patterns tries reductions that leave more patterns")
        : new Attempt.Open("no reduction leaves few enough patterns");
  }

  static boolean isTooLarge(GivenLayer layer) {
    long inputs = layer.inputs().rows();
    return inputs * inputs * layer.samples() > LARGEST;
  }

  /** Shapes with few enough patterns, those with fewest first. */
  private static List<Shape> shapes(GivenLayer layer, int units, int rank, long most) {
    List<Shape> shapes = new ArrayList<>();
    int samples = layer.samples();
    int inputs = layer.inputs().rows();
    if (isTooLarge(layer)) {
      return shapes;
    }
    for (int k = 1; k <= units; k++) {
      long spare = (long) k * rank - samples;
      if (spare < 0) {
        continue;
      }
      int mostRemoved = (int) Math.min(Math.min(samples, rank), k == 1 ? samples : spare / (k - 1));
      for (int t = mostRemoved; t >= 0; t--) {
        // Far beyond every limit the number itself is not needed.
        BigInteger patterns =
            (long) (k - 1) * (samples - t) >= MOST_BITS
                ? BigInteger.ONE.shiftLeft(MOST_BITS)
                : PatternTree.choices(SlopeClasses.SCALED, k, samples - t);
        BigInteger work = patterns.multiply(BigInteger.valueOf((long) k * (inputs - t)));
        if (patterns.compareTo(BigInteger.valueOf(most)) > 0
            || work.compareTo(CheckerWork.LIMIT) > 0) {
          break;
        }
        if (k < units || t > 0) {
          shapes.add(new Shape(k, t, patterns));
        }
      }
    }
    shapes.sort(Comparator.comparing(Shape::patterns));
    return shapes;
  }
}
