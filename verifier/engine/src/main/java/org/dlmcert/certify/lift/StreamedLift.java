package org.dlmcert.certify.lift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RankProfile;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/**
 * Noise near none for inputs that stay in their file (proofs/soundness.md, section 41): a group of
 * consecutive rows for every unit, one rank modulo a small prime for each, and the few rows that
 * depend on others of their group moved to where they do not.
 *
 * <p>Memory is that of a group on each thread, N/D rows, and of a number for each sample; O(N²/D·d)
 * operations. The division is found greedily: where it fails, there may be another.
 */
public final class StreamedLift {
  private static final int SMALL_PRIME = 65521;

  private final ArrayOnDisk inputs;
  private final boolean bias;
  private final int units;
  private final PrimeField field;
  private final int threads;
  private final Progress progress;

  /**
   * A search.
   *
   * @param inputs integers
   * @param bias whether a constant 1 is added to the inputs
   * @param slope not 0
   */
  public StreamedLift(
      ArrayOnDisk inputs, boolean bias, int units, Rational slope, int threads, Progress progress) {
    this.inputs = inputs;
    this.bias = bias;
    this.units = units;
    this.field = prime(slope);
    this.threads = threads;
    this.progress = progress;
  }

  private static PrimeField prime(Rational slope) {
    for (PrimeField candidate : PrimeField.descendingFrom(SMALL_PRIME)) {
      if (candidate.modulus() > 2 && candidate.isUnit(slope)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("the slope " + slope + " is a unit modulo no small prime");
  }

  /** The prime modulo which ranks are computed. */
  public int prime() {
    return field.modulus();
  }

  /** What is known of groups: the rows of a group that depend on others before them. */
  public interface Known {
    /** The dependent rows of a group, if they are known. */
    Optional<List<Integer>> dependent(int group);

    /** They are known now. Called by several threads at once. */
    void found(int group, List<Integer> dependent);
  }

  /**
   * The noise.
   *
   * @return empty if the greedy division leaves rows over
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<LiftedNoise> within(Rational tolerance, Known known) throws InterruptedException {
    progress.stage("groups modulo " + field.modulus(), units);
    AtomicLong done = new AtomicLong();
    List<Callable<List<Integer>>> tasks = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      int group = i;
      tasks.add(
          () -> {
            Optional<List<Integer>> before = known.dependent(group);
            List<Integer> dependent = before.orElseGet(() -> dependent(rows(group)));
            if (before.isEmpty()) {
              known.found(group, dependent);
            }
            progress.step(done.incrementAndGet());
            return dependent;
          });
    }
    List<List<Integer>> dependent = Tasks.run(threads, tasks.iterator());
    return divided(dependent)
        .map(
            groups ->
                new LiftedNoise(
                    LayerNoise.NONE,
                    field.modulus(),
                    denominatorBits(tolerance),
                    groups,
                    inputs.rows(),
                    units));
  }

  private int[] rows(int group) {
    long n = inputs.rows();
    return IntStream.range((int) (n * group / units), (int) (n * (group + 1) / units)).toArray();
  }

  /** The groups, with dependent rows moved, each to the first group that takes it. */
  private Optional<List<List<Integer>>> divided(List<List<Integer>> dependent) {
    TreeMap<Integer, List<Integer>> changed = new TreeMap<>();
    List<Integer> over = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      if (!dependent.get(i).isEmpty()) {
        List<Integer> kept = new ArrayList<>(boxed(rows(i)));
        kept.removeAll(dependent.get(i));
        changed.put(i, kept);
        over.addAll(dependent.get(i));
      }
    }
    progress.stage("rows that depend on others", over.size());
    for (int i = 0; i < units && !over.isEmpty(); i++) {
      List<Integer> group = new ArrayList<>(changed.getOrDefault(i, boxed(rows(i))));
      int room = length() - group.size();
      if (room <= 0) {
        continue;
      }
      List<Integer> tried = over.subList(0, Math.min(over.size(), room));
      group.addAll(tried);
      List<Integer> still = dependent(group.stream().mapToInt(Integer::intValue).toArray());
      if (still.size() < tried.size()) {
        group.removeAll(still);
        group.sort(null);
        changed.put(i, group);
        List<Integer> rest = new ArrayList<>(still);
        rest.addAll(over.subList(tried.size(), over.size()));
        over = rest;
      }
    }
    if (!over.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, units).mapToObj(i -> changed.getOrDefault(i, boxed(rows(i)))).toList());
  }

  private static List<Integer> boxed(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }

  private int length() {
    return inputs.columns() + (bias ? 1 : 0);
  }

  /** The rows of a list that depend modulo p on those before them. */
  private List<Integer> dependent(int[] rows) {
    int columns = inputs.columns();
    ModularMatrix matrix = ModularMatrix.of(field, rows.length, length(), entries(rows, columns));
    RankProfile profile = matrix.rankProfile();
    boolean[] independent = new boolean[rows.length];
    for (int row : profile.rowIndices()) {
      independent[row] = true;
    }
    return IntStream.range(0, rows.length)
        .filter(k -> !independent[k])
        .mapToObj(k -> rows[k])
        .toList();
  }

  private ModularMatrix.Entry entries(int[] rows, int columns) {
    try {
      long[][] entries = new long[rows.length][];
      for (int k = 0; k < rows.length; k++) {
        entries[k] = inputs.integers(rows[k], 1);
      }
      return (k, j) -> j < columns ? entries[k][j] : 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The least e with 2^e &gt; p/2τ. */
  private int denominatorBits(Rational tolerance) {
    BigInteger numerator = BigInteger.valueOf(field.modulus()).multiply(tolerance.denominator());
    return numerator.divide(tolerance.numerator().shiftLeft(1)).bitLength();
  }
}
