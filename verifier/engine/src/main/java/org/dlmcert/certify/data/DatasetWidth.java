package org.dlmcert.certify.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.outputs.PairsAndBiases;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.DatasetRank;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.proof.PartitionEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.progress.Progress;

/**
 * The certified width of a data set: the least hidden width at which generic noise gives full
 * column rank for every pattern (proofs/soundness.md, section 9).
 *
 * @param inputs N×d_0: samples are rows
 * @param bias whether a constant 1 is added to the inputs
 * @param outputs the number k of outputs, whose weights are generic and held
 * @param biases whether the biases of the outputs are trained, too
 * @param rank the rank of the inputs, with the constant
 * @param least the least partition and the proof that it is; empty if a sample is zero
 * @param zeroSample a sample that no width is enough for
 * @param fewer with biases that are trained: fewer units than the least partition has groups, if
 *     they are enough
 */
public record DatasetWidth(
    RationalMatrix inputs,
    boolean bias,
    int outputs,
    OutputBiases biases,
    DatasetRank rank,
    Optional<DatasetPartition.Least> least,
    Optional<Integer> zeroSample,
    Optional<Fewer> fewer) {

  /**
   * The width with trained output biases.
   *
   * @param width enough; the least, if one unit less is refuted, or it is 0
   * @param pairs the proof that it is enough; empty if that is the least partition
   * @param tooFew refutes one unit less; empty for width 0, and if the search found neither pairs
   *     nor a proof that there are none
   */
  public record Fewer(int width, Optional<CommonPairsEvidence> pairs, Optional<TightSet> tooFew) {}

  /**
   * Finds the width; exact. Without samples there are no inputs either: the canonical data set has
   * no place for their number.
   */
  public static DatasetWidth of(RationalMatrix inputs, boolean bias, Progress progress) {
    return of(inputs, bias, 1, progress);
  }

  /**
   * The width for several outputs (proofs/soundness.md, section 33): every sample takes part in as
   * many groups as there are outputs.
   */
  public static DatasetWidth of(
      RationalMatrix inputs, boolean bias, int outputs, Progress progress) {
    return of(inputs, bias, outputs, OutputBiases.HELD, progress);
  }

  /**
   * The width for several outputs whose biases are held or trained.
   *
   * @throws IllegalArgumentException if they are to be trained, and there are no biases or there is
   *     one output
   */
  public static DatasetWidth of(
      RationalMatrix inputs, boolean bias, int outputs, OutputBiases biases, Progress progress) {
    return of(inputs, bias, outputs, biases, PairsAndBiases::ofFewerPairs, progress);
  }

  /** Looks for the evidence that so many units are enough, or too few. */
  @FunctionalInterface
  interface PairSearch {
    Optional<Evidence> search(
        IntegerMatrix inputs, int units, int outputs, List<List<Integer>> start, Progress progress);
  }

  /** The same with another search for pairs. */
  static DatasetWidth of(
      RationalMatrix inputs,
      boolean bias,
      int outputs,
      OutputBiases biases,
      PairSearch pairs,
      Progress progress) {
    if (biases == OutputBiases.TRAINED && (!bias || outputs == 1)) {
      throw new IllegalArgumentException(
          "output biases that are trained are those of several outputs, in a network with biases");
    }
    DatasetWidth held =
        inputs.rows() == 0 && inputs.columns() > 0
            ? ofSamples(RationalMatrix.of(new long[0][]), bias, outputs, progress)
            : ofSamples(inputs, bias, outputs, progress);
    return biases == OutputBiases.TRAINED ? held.withTrainedBiases(pairs, progress) : held;
  }

  /** Goes down from the width without the biases, a unit at a time. */
  private DatasetWidth withTrainedBiases(PairSearch search, Progress progress) {
    DatasetPartition.Least groups = least.orElseThrow(); // no sample is zero: there are biases
    IntegerMatrix matrix = Gradient.withOnes(inputs.transpose(), true).clearColumns().matrix();
    List<List<Integer>> start = new ArrayList<>(groups.groups().groups());
    start.sort(Comparator.comparingInt(group -> -group.size()));
    int width = groups.width();
    Optional<CommonPairsEvidence> pairs = Optional.empty();
    Optional<TightSet> tooFew = Optional.empty();
    boolean goesOn = true;
    while (width > 0 && goesOn) {
      int units = width - 1;
      Optional<Evidence> found =
          search.search(
              matrix, units, outputs, start.subList(0, Math.min(units, start.size())), progress);
      if (found.isPresent() && found.get() instanceof CommonPairsEvidence fewerUnits) {
        pairs = Optional.of(fewerUnits);
        start = new ArrayList<>(fewerUnits.found().samples());
        start.sort(Comparator.comparingInt(group -> -group.size()));
        width = units;
      } else {
        tooFew = found.map(set -> ((TightSetEvidence) set).set());
        goesOn = false;
      }
    }
    return new DatasetWidth(
        inputs,
        bias,
        outputs,
        OutputBiases.TRAINED,
        rank,
        least,
        zeroSample,
        Optional.of(new Fewer(width, pairs, tooFew)));
  }

  private static DatasetWidth ofSamples(
      RationalMatrix inputs, boolean bias, int outputs, Progress progress) {
    IntegerMatrix matrix = Gradient.withOnes(inputs.transpose(), bias).clearColumns().matrix();
    progress.stage("rank of the inputs", 0);
    DatasetRank rank = DatasetRank.of(matrix);
    Optional<Integer> zeroSample =
        IntStream.range(0, matrix.columns())
            .filter(
                n ->
                    IntStream.range(0, matrix.rows()).allMatch(i -> matrix.get(i, n).signum() == 0))
            .boxed()
            .findFirst();
    Optional<DatasetPartition.Least> least =
        zeroSample.isPresent()
            ? Optional.empty()
            : Optional.of(new DatasetPartition(matrix, outputs, progress).least());
    return new DatasetWidth(
        inputs, bias, outputs, OutputBiases.HELD, rank, least, zeroSample, Optional.empty());
  }

  /** The width, empty (infinite) with a zero sample. */
  public Optional<Integer> width() {
    return fewer.map(Fewer::width).or(() -> least.map(DatasetPartition.Least::width));
  }

  /** Whether the width is the least: not if a search ended with neither pairs nor a refutation. */
  public boolean isLeast() {
    return fewer.isEmpty() || fewer.get().width() == 0 || fewer.get().tooFew().isPresent();
  }

  /** What refutes one unit less. */
  public Optional<TightSet> tooFew() {
    return fewer.isPresent() ? fewer.get().tooFew() : least.flatMap(DatasetPartition.Least::tooFew);
  }

  /**
   * The certificate; its claim is the width.
   *
   * @throws IllegalStateException if the width is not known to be the least
   */
  public Certificate certificate() {
    if (!isLeast()) {
      throw new IllegalStateException("the width is at most " + fewer.orElseThrow().width());
    }
    return new Certificate(
        this::writeClaim, new Subject.OfDataset(inputs, bias), new WidthEvidence(this));
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("width");
    json.field("samples").integer(inputs.rows());
    json.field("inputs").integer(inputs.columns());
    json.field("bias").flag(bias);
    if (outputs > 1) {
      json.field("outputs").integer(outputs);
    }
    if (biases == OutputBiases.TRAINED) {
      json.field("output_biases").string(biases.word());
    }
    json.field("rank").integer(rank.rank());
    json.field("width");
    width().ifPresentOrElse(json::integer, json::absent);
  }

  /** Rank, partition and tight set (format.md, 5.10). */
  private record WidthEvidence(DatasetWidth found) implements Proof {
    @Override
    public String kind() {
      return "width";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("rank")
          .object(
              fields -> {
                fields.field("samples").integers(found.rank().basis());
                fields.field("prime").integer(found.rank().prime());
                fields.field("orthogonal").rows(found.rank().orthogonal());
              });
      Optional<CommonPairsEvidence> pairs = found.fewer().flatMap(Fewer::pairs);
      if (pairs.isPresent()) {
        json.field("common_pairs").value(pairs.get());
      } else {
        found
            .least()
            .ifPresent(l -> json.field("partition").value(new PartitionEvidence(l.groups())));
      }
      found.tooFew().ifPresent(set -> json.field("tight_set").value(new TightSetEvidence(set)));
      found.zeroSample().ifPresent(n -> json.field("zero_sample").integer(n));
    }
  }
}
