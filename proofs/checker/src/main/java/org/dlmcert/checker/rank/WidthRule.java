package org.dlmcert.checker.rank;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.ListedRows;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rows;
import org.dlmcert.checker.network.OutputBiases;
import org.dlmcert.checker.rule.Rule;

/** Rank and certified width of a data set (soundness.md section 9). */
public final class WidthRule implements Rule<Dataset, WidthClaim> {
  @Override
  public String kind() {
    return "width";
  }

  @Override
  public WidthClaim readClaim(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("width"));
    in.field("samples");
    int samples = in.count();
    in.field("inputs");
    int inputs = in.count();
    in.field("bias");
    boolean bias = in.flag();
    int outputs = readOutputs(in);
    OutputBiases biases = OutputBiases.read(in);
    in.field("rank");
    int rank = in.count();
    in.field("width");
    OptionalInt width = in.skip("null") ? OptionalInt.empty() : OptionalInt.of(in.count());
    in.close();
    return new WidthClaim(samples, inputs, bias, outputs, biases, rank, width);
  }

  /** Reads the number of outputs, at least two, if it comes next; otherwise it is 1. */
  private static int readOutputs(CanonicalReader in) {
    if (!in.optionalField("outputs")) {
      return 1;
    }
    int outputs = in.count();
    if (outputs < 2) {
      throw in.malformed("expected two outputs or more");
    }
    return outputs;
  }

  @Override
  public Dataset readSubject(CanonicalReader in) {
    in.open();
    in.field("format");
    in.word(List.of("dlmcert-dataset/1"));
    in.field("bias");
    boolean bias = in.flag();
    in.field("inputs");
    Rows inputs = ListedRows.readOrFind(in);
    in.close();
    return new Dataset(bias, inputs.length(), inputs);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Dataset data, WidthClaim claim) {
    int samples = claim.samples();
    in.open();
    in.field("rank");
    // The same three fields as a tight set: samples, prime, orthogonal vectors.
    TightSet rank = TightSet.read(in, samples, data.length());
    Evidence width = claim.width().isPresent() ? readWidth(in, data, claim) : readZero(in, data);
    in.close();
    return steps -> {
      checkRank(rank, data, claim, steps);
      width.check(steps);
    };
  }

  private static void checkRank(TightSet evidence, Dataset data, WidthClaim claim, Steps steps) {
    int r = claim.rank();
    int[] basis = evidence.samples();
    List<BigInteger[]> orthogonal = evidence.orthogonal();
    steps.require(basis.length == r, "rank.samples", () -> basis.length + " samples for rank " + r);
    steps.require(
        orthogonal.size() == data.length() - r,
        "rank.orthogonal",
        () -> orthogonal.size() + " vectors for rank " + r + " of " + data.length() + " rows");
    steps.countIndependent(r, data.length());
    steps.independent(data, basis, evidence.prime(), "rank.samples");
    steps.independent(orthogonal, data.length(), evidence.prime(), "rank.orthogonal");
    int[] all = IntStream.range(0, claim.samples()).toArray();
    steps.orthogonal(orthogonal, data, all, "rank.orthogonal");
  }

  private static Evidence readZero(CanonicalReader in, Dataset data) {
    in.field("zero_sample");
    int n = in.index(data.inputs().count());
    return steps -> {
      boolean zero = true;
      for (Rational entry : data.column(n)) {
        zero &= entry.signum() == 0;
      }
      steps.require(zero, "zero_sample", () -> "sample " + n + " is not zero");
    };
  }

  private static Evidence readWidth(CanonicalReader in, Dataset data, WidthClaim claim) {
    int samples = claim.samples();
    int width = claim.width().orElseThrow();
    Evidence upper = EnoughUnits.read(in, data, claim);
    if (width == 0) {
      return upper;
    }
    in.field("tight_set");
    TightSet set = TightSet.read(in, samples, data.length());
    return steps -> {
      upper.check(steps);
      set.check(data, width - 1L, claim.outputs(), claim.biases(), "tight_set.", steps);
    };
  }
}
