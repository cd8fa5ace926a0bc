package org.dlmcert.certify.data;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.DatasetRank;
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
 * @param rank the rank of the inputs, with the constant
 * @param least the least partition and the proof that it is; empty if a sample is zero
 * @param zeroSample a sample that no width is enough for
 */
public record DatasetWidth(
    RationalMatrix inputs,
    boolean bias,
    int outputs,
    DatasetRank rank,
    Optional<DatasetPartition.Least> least,
    Optional<Integer> zeroSample) {

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
    return inputs.rows() == 0 && inputs.columns() > 0
        ? ofSamples(RationalMatrix.of(new long[0][]), bias, outputs, progress)
        : ofSamples(inputs, bias, outputs, progress);
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
    return new DatasetWidth(inputs, bias, outputs, rank, least, zeroSample);
  }

  /** The width, empty (infinite) with a zero sample. */
  public Optional<Integer> width() {
    return least.map(DatasetPartition.Least::width);
  }

  /** The certificate; its claim is the width. */
  public Certificate certificate() {
    return new Certificate(
        this::writeClaim, new Subject.OfDataset(inputs, bias), new WidthEvidence(this));
  }

  private void writeClaim(CanonicalJson json) {
    json.beginObject();
    json.field("property").string("width");
    json.field("samples").integer(inputs.rows());
    json.field("inputs").integer(inputs.columns());
    json.field("bias").flag(bias);
    if (outputs > 1) {
      json.field("outputs").integer(outputs);
    }
    json.field("rank").integer(rank.rank());
    json.field("width");
    width().ifPresentOrElse(json::integer, json::absent);
    json.endObject();
  }

  /** Rank, partition and tight set (format.md, 5.10). */
  private record WidthEvidence(DatasetWidth found) implements Proof {
    @Override
    public String kind() {
      return "width";
    }

    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      json.field("rank").beginObject();
      json.field("samples").integers(found.rank().basis());
      json.field("prime").integer(found.rank().prime());
      json.field("orthogonal").rows(found.rank().orthogonal());
      json.endObject();
      found
          .least()
          .ifPresent(l -> json.field("partition").value(new PartitionEvidence(l.groups())));
      found
          .least()
          .flatMap(DatasetPartition.Least::tooFew)
          .ifPresent(set -> json.field("tight_set").value(new TightSetEvidence(set)));
      found.zeroSample().ifPresent(n -> json.field("zero_sample").integer(n));
      json.endObject();
    }
  }
}
