package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.DatasetRank;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.progress.Progress;

/**
 * The certified width of a data set: the least hidden width at which generic noise gives full
 * column rank for every pattern (proofs/soundness.md, section 9).
 *
 * @param inputs N×d_0: samples are rows
 * @param bias whether a constant 1 is added to the inputs
 * @param rank the rank of the inputs, with the constant
 * @param least the least partition and the proof that it is; empty if a sample is zero
 * @param zeroSample a sample that no width is enough for
 */
public record DatasetWidth(
    RationalMatrix inputs,
    boolean bias,
    DatasetRank rank,
    Optional<DatasetPartition.Least> least,
    Optional<Integer> zeroSample) {

  /**
   * Finds the width; exact. Without samples there are no inputs either: the canonical data set has
   * no place for their number.
   */
  public static DatasetWidth of(RationalMatrix inputs, boolean bias, Progress progress) {
    return inputs.rows() == 0 && inputs.columns() > 0
        ? ofSamples(RationalMatrix.of(new long[0][]), bias, progress)
        : ofSamples(inputs, bias, progress);
  }

  private static DatasetWidth ofSamples(RationalMatrix inputs, boolean bias, Progress progress) {
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
            : Optional.of(new DatasetPartition(matrix, progress).least());
    return new DatasetWidth(inputs, bias, rank, least, zeroSample);
  }

  /** The width, empty (infinite) with a zero sample. */
  public Optional<Integer> width() {
    return least.map(DatasetPartition.Least::width);
  }

  /** The certificate; its claim is the width. */
  public Certificate certificate() {
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("property", "width");
    claim.put("samples", inputs.rows());
    claim.put("inputs", inputs.columns());
    claim.put("bias", bias);
    claim.put("rank", rank.rank());
    claim.put("width", width().map(Object.class::cast).orElse(Certificate.ABSENT));

    Map<String, Object> bounds = new LinkedHashMap<>();
    bounds.put("samples", rank.basis());
    bounds.put("prime", rank.prime());
    bounds.put("orthogonal", Evidence.strings(rank.orthogonal()));
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("rank", bounds);
    least.ifPresent(l -> evidence.put("partition", Evidence.partitionFields(l.groups())));
    least
        .flatMap(DatasetPartition.Least::tooFew)
        .ifPresent(set -> evidence.put("tight_set", Evidence.tightSetFields(set)));
    zeroSample.ifPresent(n -> evidence.put("zero_sample", n));
    return new Certificate("width", claim, new Subject.OfDataset(inputs, bias), evidence);
  }
}
