package org.dlmcert.certify.tree;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.dlmcert.io.Sha256;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.task.Repeatable;
import org.jspecify.annotations.Nullable;

/**
 * The search of subtrees of one tree. What is sent are the matrices and the classes; order and
 * primes follow from them, and are found again where they did not come along.
 */
final class SubtreeWork implements Repeatable<SubtreeWork.Part, SubtreeWork.Found> {
  private static final long serialVersionUID = 1L;
  private static final int WORD_BYTES = 16;

  private final GradientFamily family;
  private final SlopeClasses classes;
  private transient @Nullable SampleOrder order;
  private transient @Nullable PrimeAttempts attempts;

  /**
   * The first patterns below some choices.
   *
   * @param masks the choices; not changed
   * @param limit the number of patterns, or {@link Descent#ALL}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(long[] masks, long limit) implements Serializable {}

  /** What came of a subtree. */
  sealed interface Found extends Serializable {}

  /** Each pattern is independent modulo one of the first so many primes. */
  record Independent(int primes) implements Found {}

  /** This one is not. */
  record Deficient(ActivationPattern pattern) implements Found {}

  /** One is not modulo any prime there is. */
  record OutOfPrimes() implements Found {}

  /** Nobody wanted to know. */
  record Stopped() implements Found {}

  SubtreeWork(GradientFamily family, SampleOrder order, PrimeAttempts attempts) {
    this.family = family;
    this.classes = order.classes();
    this.order = order;
    this.attempts = attempts;
  }

  @Override
  public Worker<Part, Found> worker() {
    return new Searcher();
  }

  /** Searches one subtree after the other, on one thread. */
  private final class Searcher implements Worker<Part, Found> {
    private BooleanSupplier pointless = () -> false;
    private final Subtrees subtrees =
        new Subtrees(family, order(), attempts(), () -> pointless.getAsBoolean());

    @Override
    public Found result(Part part, BooleanSupplier nobodyWaits) {
      pointless = nobodyWaits;
      return subtrees.search(part.masks, part.masks.length, part.limit);
    }
  }

  /** A digest of the matrices and the classes, from which order and primes follow. */
  @Override
  public String word() {
    MessageDigest sha256 = Sha256.begin();
    // Texts with their shapes, line by line: other matrices are other texts.
    for (Object part : List.of(classes, family.slope(), family.inputs(), family.noise())) {
      sha256.update((part + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, WORD_BYTES);
  }

  @Override
  public String wordOf(Part part) {
    String masks =
        Arrays.stream(part.masks).mapToObj(Long::toHexString).collect(Collectors.joining(","));
    return masks + ":" + (part.limit == Descent.ALL ? "all" : part.limit);
  }

  /** Whatever ends a search is quickly found again. */
  @Override
  public Optional<String> wordOfResult(Found result) {
    return result instanceof Independent independent
        ? Optional.of(String.valueOf(independent.primes()))
        : Optional.empty();
  }

  @Override
  public Optional<Found> resultOf(String word) {
    return word.matches("[1-9][0-9]{0,8}")
        ? Optional.of(new Independent(Integer.parseInt(word)))
        : Optional.empty();
  }

  private synchronized SampleOrder order() {
    if (order == null) {
      order = SampleOrder.of(family, classes);
    }
    return order;
  }

  private synchronized PrimeAttempts attempts() {
    if (attempts == null) {
      attempts =
          new PrimeAttempts(
              classes == SlopeClasses.FOLDED
                  ? PrimeAttempts.folded(family.slope())
                  : PrimeAttempts.scaled(family.slope()),
              family.clearedOnes(),
              family.slope(),
              order(),
              family.inputs().rows());
    }
    return attempts;
  }
}
