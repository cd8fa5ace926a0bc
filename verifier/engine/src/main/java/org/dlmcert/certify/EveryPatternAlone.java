package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.each.EveryPatternSearch;
import org.dlmcert.certify.proof.CellsEvidence;
import org.dlmcert.certify.proof.EveryPatternEvidence;
import org.dlmcert.certify.proof.IndependentInputsEvidence;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.refutation.DeepNullVectorEvidence;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.certify.refutation.OpenCellEvidence;
import org.dlmcert.certify.refutation.PointEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.certify.tree.SlopeClasses;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.NetworkFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * The exhaustive method: fraction-free elimination over the integers ({@link Bareiss}) on the
 * matrix of every pattern of a scope, one after the other, for given noise. No two patterns share a
 * step, none is left out by symmetry, and no prime decides. It is slow, and what everything faster
 * is compared with.
 *
 * <p>A deficient pattern is its own certificate. If there is none, the nonzero minors say modulo
 * which primes each pattern has full column rank; these make a certificate of the kind {@code tree}
 * or {@code cells}, and for patterns of all layers {@code every-pattern}.
 */
public final class EveryPatternAlone {
  /** The most patterns tried unless told otherwise. */
  public static final long MOST_PATTERNS = 1L << 20;

  private final FullRankClaim claim;
  private final Progress progress;

  public EveryPatternAlone(FullRankClaim claim, Progress progress) {
    this.claim = claim;
    this.progress = progress;
  }

  /** What came of it. */
  public sealed interface Outcome {}

  /**
   * Every pattern was tried.
   *
   * @param evidence for either answer; empty if none is deficient and no kind of certificate says
   *     so
   * @param tried the number of patterns eliminated
   * @param deficient how many of them do not have full column rank
   */
  public record Finished(Optional<Evidence> evidence, long tried, long deficient)
      implements Outcome {}

  /**
   * There are more patterns than the limit; none was tried.
   *
   * @param count how many, or at least how many
   * @param exact whether that is their number
   */
  public record TooMany(BigInteger count, boolean exact) implements Outcome {}

  /** The question has no patterns of known numbers. */
  public record Inapplicable(String because) implements Outcome {}

  /**
   * One pattern.
   *
   * @param layers its tables, one for each layer that the scope ranges over, the lowest first
   * @param rank of its matrix
   * @param rows ascending rows that have a nonzero minor, with all columns; empty below rank N
   * @param minor that minor of G^σ; empty below rank N
   */
  public record Judged(
      List<ActivationPattern> layers, int rank, List<Integer> rows, Optional<Rational> minor) {
    public Judged {
      layers = List.copyOf(layers);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Tries every pattern, the one of ones first.
   *
   * @param most the most patterns
   * @param listener hears of each pattern
   */
  public Outcome run(long most, Consumer<Judged> listener) {
    FullRankProblem problem = claim.problem().atAnySlope();
    if (problem instanceof FullRankProblem.AllLayers all) {
      return counted(claim.patternBits(), most, listener, new Deep(all.family()));
    }
    if (!(problem instanceof GivenLayer layer)) {
      return new Inapplicable("the noise is generic, so the patterns have no matrices of numbers");
    }
    if (claim.scope() == PatternScope.ALL) {
      return counted(claim.patternBits(), most, listener, new Free(layer));
    }
    progress.stage("cells of one unit", Progress.UNKNOWN);
    SignConvention convention =
        claim.scope() == PatternScope.REALIZABLE ? SignConvention.OPEN : SignConvention.HALF_OPEN;
    int cells = (int) Math.min(most, 1 << 20);
    CellEnumeration found =
        CellEnumeration.first(layer.inputs(), convention, Math.max(1, cells), progress::step);
    BigInteger count = BigInteger.valueOf(found.cells().size()).pow(layer.units());
    return found.isComplete() && count.compareTo(BigInteger.valueOf(most)) <= 0
        ? tried(count.longValueExact(), listener, new Cells(layer, found))
        : new TooMany(count, found.isComplete());
  }

  private Outcome counted(long bits, long most, Consumer<Judged> listener, Patterns patterns) {
    BigInteger count = BigInteger.ONE.shiftLeft((int) Math.min(bits, 1 << 20));
    return count.compareTo(BigInteger.valueOf(most)) > 0
        ? new TooMany(count, bits <= 1 << 20)
        : tried(1L << bits, listener, patterns);
  }

  private Outcome tried(long count, Consumer<Judged> listener, Patterns patterns) {
    progress.stage("patterns, one by one", count);
    Optional<Evidence> refutation = Optional.empty();
    PrimeCover primes = new PrimeCover(claim.instance().network().slope());
    long deficient = 0;
    for (long k = count - 1; k >= 0; k--) {
      Interruption.check();
      List<ActivationPattern> layers = patterns.layers(k);
      RationalMatrix.ClearedColumns cleared = patterns.matrix(layers).clearColumns();
      Bareiss form = Bareiss.eliminate(cleared.matrix());
      boolean full = form.rank() == cleared.matrix().columns();
      if (full) {
        primes.cover(form.denominator());
      } else {
        deficient++;
        if (refutation.isEmpty()) {
          refutation = Optional.of(patterns.refutation(k, layers, vector(form, cleared)));
        }
      }
      listener.accept(judged(layers, form, cleared, full));
      progress.step(count - k);
    }
    return new Finished(
        refutation.isPresent() ? refutation : patterns.proof(primes.primes()), count, deficient);
  }

  private static Judged judged(
      List<ActivationPattern> layers,
      Bareiss form,
      RationalMatrix.ClearedColumns cleared,
      boolean full) {
    Rational scale =
        cleared.scales().stream()
            .map(factor -> Rational.of(factor, BigInteger.ONE))
            .reduce(Rational.ONE, Rational::times);
    return new Judged(
        layers,
        form.rank(),
        full ? IntStream.of(form.profile().rowIndices()).sorted().boxed().toList() : List.of(),
        full
            ? Optional.of(Rational.of(form.denominator(), BigInteger.ONE).dividedBy(scale))
            : Optional.empty());
  }

  /** A null vector of the matrix before its denominators were cleared: integers without content. */
  private static List<Rational> vector(Bareiss form, RationalMatrix.ClearedColumns cleared) {
    List<BigInteger> kernel = form.kernel().row(0);
    BigInteger[] scaled =
        IntStream.range(0, kernel.size())
            .mapToObj(n -> kernel.get(n).multiply(cleared.scales().get(n)))
            .toArray(BigInteger[]::new);
    BigInteger content =
        IntStream.range(0, scaled.length)
            .mapToObj(n -> scaled[n])
            .reduce(BigInteger.ZERO, BigInteger::gcd);
    return IntStream.range(0, scaled.length)
        .mapToObj(n -> Rational.of(scaled[n].divide(content), BigInteger.ONE))
        .toList();
  }

  /** Primes modulo one of which each of the minors so far is not zero. */
  private static final class PrimeCover {
    private final Rational slope;
    private final List<Integer> primes = new ArrayList<>();

    PrimeCover(Rational slope) {
      this.slope = slope;
    }

    void cover(BigInteger minor) {
      // At slope 0, or without samples, the primes are of no use.
      if (!slope.isZero() && primes.stream().noneMatch(p -> serves(p, minor))) {
        for (PrimeField field : PrimeField.descending()) {
          int prime = field.modulus();
          if (!primes.contains(prime) && isUnit(prime) && serves(prime, minor)) {
            primes.add(prime);
            return;
          }
        }
      }
    }

    private boolean isUnit(int prime) {
      return serves(prime, slope.numerator()) && serves(prime, slope.denominator());
    }

    private static boolean serves(int prime, BigInteger number) {
      return number.mod(BigInteger.valueOf(prime)).signum() != 0;
    }

    List<Integer> primes() {
      return List.copyOf(primes);
    }
  }

  /** The patterns of a scope, numbered from 0; the last is that of ones, where it is in it. */
  private sealed interface Patterns {
    List<ActivationPattern> layers(long number);

    RationalMatrix matrix(List<ActivationPattern> layers);

    Evidence refutation(long number, List<ActivationPattern> layers, List<Rational> vector);

    Optional<Evidence> proof(List<Integer> primes);
  }

  /** All patterns of one layer. */
  private record Free(GivenLayer layer) implements Patterns {
    @Override
    public List<ActivationPattern> layers(long number) {
      return List.of(
          ActivationPattern.of(
              layer.samples(),
              layer.units(),
              (n, i) -> (number >>> n * layer.units() + i & 1) == 1));
    }

    @Override
    public RationalMatrix matrix(List<ActivationPattern> layers) {
      return layer.family().matrix(layers.get(0));
    }

    @Override
    public Evidence refutation(long number, List<ActivationPattern> layers, List<Rational> vector) {
      return new NullVectorEvidence(layers.get(0), vector);
    }

    @Override
    public Optional<Evidence> proof(List<Integer> primes) {
      return Optional.of(
          layer.samples() == 0
              ? new IndependentInputsEvidence(PrimeField.LARGEST_PRIME)
              : new TreeEvidence(
                  Reduction.none(layer.family()),
                  new PatternTree.Independent(
                      primes,
                      SlopeClasses.SCALED,
                      PatternTree.choices(SlopeClasses.SCALED, layer.units(), layer.samples()))));
    }
  }

  /** The patterns of points: a cell for each unit. */
  private record Cells(GivenLayer layer, CellEnumeration found) implements Patterns {
    private List<Cell> choice(long number) {
      List<Cell> choice = new ArrayList<>();
      long rest = number;
      for (int i = 0; i < layer.units(); i++) {
        choice.add(found.cells().get((int) (rest % found.cells().size())));
        rest /= found.cells().size();
      }
      return choice;
    }

    private RationalMatrix weights(long number) {
      return RationalMatrix.ofRows(
          layer.inputs().rows(), choice(number).stream().map(Cell::point).toList());
    }

    @Override
    public List<ActivationPattern> layers(long number) {
      return List.of(ActivationPattern.ofPreactivations(weights(number).times(layer.inputs())));
    }

    @Override
    public RationalMatrix matrix(List<ActivationPattern> layers) {
      return layer.family().matrix(layers.get(0));
    }

    @Override
    public Evidence refutation(long number, List<ActivationPattern> layers, List<Rational> vector) {
      return layer.scope() == PatternScope.REALIZABLE
          ? new OpenCellEvidence(weights(number), vector)
          : new PointEvidence(weights(number), vector);
    }

    @Override
    public Optional<Evidence> proof(List<Integer> primes) {
      return Optional.of(
          layer.samples() == 0
              ? new IndependentInputsEvidence(PrimeField.LARGEST_PRIME)
              : new CellsEvidence(primes, found.tree()));
    }
  }

  /** All patterns of all layers. */
  private record Deep(NetworkFamily family) implements Patterns {
    @Override
    public List<ActivationPattern> layers(long number) {
      List<ActivationPattern> layers = new ArrayList<>();
      int before = 0;
      for (int l = 1; l <= family.last(); l++) {
        int units = family.instance().network().width(l);
        int shift = before;
        layers.add(
            ActivationPattern.of(
                family.samples(), units, (n, i) -> (number >>> shift + n * units + i & 1) == 1));
        before += family.samples() * units;
      }
      return layers;
    }

    @Override
    public RationalMatrix matrix(List<ActivationPattern> layers) {
      int last = family.last();
      return family.above(layers.subList(0, last - 1)).matrix(layers.get(last - 1));
    }

    @Override
    public Evidence refutation(long number, List<ActivationPattern> layers, List<Rational> vector) {
      return new DeepNullVectorEvidence(layers, vector);
    }

    @Override
    public Optional<Evidence> proof(List<Integer> primes) {
      return primes.size() == 1
          ? Optional.of(new EveryPatternEvidence(primes.get(0), List.of()))
          : new EveryPatternSearch(family.instance(), 0).search().map(found -> found);
    }
  }
}
