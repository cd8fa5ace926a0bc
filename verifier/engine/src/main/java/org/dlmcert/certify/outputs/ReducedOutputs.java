package org.dlmcert.certify.outputs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.archimedean.GuessedInverse;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.certify.tree.TiedTree;
import org.dlmcert.certify.tree.UnitClasses;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RankProfile;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Drops units, projects along samples, and tries the patterns that are left, or the archimedean
 * bound (proofs/soundness.md, sections 13 and 33). A sample can be removed if the output weights of
 * the units that are kept and have noise on it span all outputs; with J units, r = rank X and k
 * outputs up to (Jr - Nk)/(J - k) samples. Of units whose noise rows and output weights are
 * multiples of each other, one is kept. Sufficient only: a deficient reduced pattern refutes
 * nothing, and another choice is tried. Choices are drawn with a fixed seed.
 */
public final class ReducedOutputs implements Method<GivenOutputs> {
  private static final int DRAWS = 3;
  private static final int MOST_TRIES = 12;
  private static final BigInteger MOST_OPERATIONS = BigInteger.valueOf(200_000_000L);

  /** From this size on the projections themselves take minutes. */
  private static final long LARGEST = 20_000_000;

  @Override
  public MethodName name() {
    return MethodName.REDUCTION;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    long d = layer.family().inputs().rows();
    if (d * d * layer.samples() > LARGEST || layer.samples() == 0) {
      return Attempt.INAPPLICABLE;
    }
    IntegerMatrix inputs = layer.family().inputs().clearColumns().matrix();
    int rank = ModularMatrix.of(PrimeField.largest(), inputs).rank();
    progress.stage("fewer units and samples", Progress.UNKNOWN);
    Random random = new Random(layer.samples());
    List<Integer> distinct = UnitClasses.of(layer.columns()).representatives();
    int tries = 0;
    for (int units = layer.outputs(); units <= distinct.size(); units++) {
      for (int removed = mostRemoved(layer, units, rank); removed >= 0; removed--) {
        if (units == layer.units() && removed == 0) {
          continue; // the whole problem
        }
        for (int draw = 0; draw < DRAWS && tries < MOST_TRIES; draw++) {
          Interruption.check();
          List<Integer> kept = shuffled(distinct, random).stream().limit(units).sorted().toList();
          Optional<Reduction> reduction = draw(layer, inputs, kept, removed, random);
          if (reduction.isEmpty()) {
            continue;
          }
          tries++;
          Optional<Attempt> decided = decided(layer, reduction.get(), budget);
          if (decided.isPresent()) {
            return decided.get();
          }
        }
      }
    }
    return new Attempt.Open(
        tries == 0
            ? "no reduction leaves enough rows"
            : tries + " reductions tried, which prove nothing, and refute nothing");
  }

  /** As many as leave as many rows as columns; -1 if there are too few from the beginning. */
  private static int mostRemoved(GivenOutputs layer, int units, int rank) {
    long spare = (long) units * rank - (long) layer.samples() * layer.outputs();
    if (spare < 0) {
      return -1;
    }
    int most = Math.min(layer.samples(), rank);
    return units == layer.outputs()
        ? most
        : (int) Math.min(most, spare / (units - layer.outputs()));
  }

  /** Random samples with independent inputs whose units, of those kept, span all outputs. */
  private static Optional<Reduction> draw(
      GivenOutputs layer, IntegerMatrix inputs, List<Integer> kept, int removed, Random random) {
    PrimeField field = PrimeField.largest();
    List<Integer> samples =
        shuffled(IntStream.range(0, layer.samples()).boxed().toList(), random).stream()
            .filter(n -> spans(layer, kept, n, field))
            .toList();
    if (samples.size() < removed) {
      return Optional.empty();
    }
    int[] columns = samples.stream().mapToInt(Integer::intValue).toArray();
    RankProfile profile = ModularMatrix.of(field, inputs.columns(columns)).rankProfile();
    if (profile.rank() < removed) {
      return Optional.empty();
    }
    List<Integer> chosen =
        IntStream.of(profile.columnIndices())
            .limit(removed)
            .mapToObj(samples::get)
            .sorted()
            .toList();
    return Reduction.of(layer.family(), kept, chosen)
        .filter(
            found ->
                chosen.stream().allMatch(n -> spans(layer, kept, n, PrimeField.of(found.prime()))));
  }

  private static boolean spans(
      GivenOutputs layer, List<Integer> units, int sample, PrimeField field) {
    int[] live =
        units.stream()
            .filter(i -> !layer.family().noise().get(i, sample).isZero())
            .mapToInt(Integer::intValue)
            .toArray();
    IntegerMatrix weights = layer.outputWeights().columns(live).clearColumns().matrix();
    return live.length >= layer.outputs()
        && ModularMatrix.of(field, weights).rank() == layer.outputs();
  }

  private static Optional<Attempt> decided(GivenOutputs layer, Reduction reduction, Budget budget) {
    int[] kept = reduction.units().stream().mapToInt(Integer::intValue).toArray();
    GradientFamily family = reduction.family(layer.family());
    GivenOutputs reduced = new GivenOutputs(family, layer.outputWeights().columns(kept));
    if (family.samples() * layer.outputs() > family.rows()) {
      return Optional.empty();
    }
    if (family.slope().signum() > 0) {
      GradientFamily columns = reduced.columns();
      if (GuessedInverse.isAffordable(
          columns.units(), columns.inputs().rows(), columns.samples())) {
        Optional<Attempt> near =
            GuessedInverse.find(columns)
                .map(b -> new Attempt.Decided(new ArchimedeanEvidence(reduction, b)));
        if (near.isPresent()) {
          return near;
        }
      }
    }
    TiedTree tree = new TiedTree(reduced);
    BigInteger work =
        CheckerWork.tree(
            family.rows() * layer.outputs(),
            family.samples() * layer.outputs(),
            family.units(),
            tree.patterns());
    return work.compareTo(MOST_OPERATIONS) <= 0
            && tree.search(budget.maxPatterns()) instanceof PatternTree.Independent yes
        ? Optional.of(new Attempt.Decided(new TreeEvidence(reduction, yes)))
        : Optional.empty();
  }

  private static List<Integer> shuffled(List<Integer> indices, Random random) {
    List<Integer> numbers = new ArrayList<>(indices);
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
