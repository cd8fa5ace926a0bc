package org.dlmcert.checker.bound;

import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;

/** A node of a bound tree (format.md 5.33). */
sealed interface BoundNode {

  /** Splits by the sign of the output weight of a unit. */
  record OutputSplit(int unit) implements BoundNode {}

  /** Splits by the sign of a unit on a sample. */
  record InputSplit(int unit, int sample) implements BoundNode {}

  /** No weights of a unit have the signs that are known. */
  record EmptyCell(int unit, List<Term> lambda) implements BoundNode {}

  /** A vector that bounds the loss; for each unit the numbers k. */
  record Bound(int vector, List<Factors> units) implements BoundNode {}

  /** A number for a sample. */
  record Term(int sample, Rational factor) {}

  /** The numbers k of a unit: those that are given, and which others are s·m. */
  record Factors(BitSet low, List<Term> given) {}

  static BoundNode read(CanonicalReader in, Network network) {
    int samples = network.samples();
    int units = network.width(1);
    if (in.skip("[")) {
      int unit = in.index(units);
      BoundNode split =
          in.skip(",") ? new InputSplit(unit, in.index(samples)) : new OutputSplit(unit);
      in.expect("]");
      return split;
    }
    in.open();
    BoundNode leaf;
    if (in.optionalField("unit")) {
      int unit = in.index(units);
      in.field("lambda");
      leaf = new EmptyCell(unit, readTerms(in, samples));
    } else {
      in.field("vector");
      int vector = in.count();
      in.field("units");
      leaf = new Bound(vector, in.list(units, () -> readFactors(in, samples)));
    }
    in.close();
    return leaf;
  }

  private static Factors readFactors(CanonicalReader in, int samples) {
    in.open();
    in.field("low");
    BitSet low = new BitSet();
    for (int n : in.indexSet(samples)) {
      low.set(n);
    }
    in.field("factors");
    List<Term> given = readTerms(in, samples);
    in.close();
    return new Factors(low, given);
  }

  /** Reads [[n,k],…] with n strictly increasing. */
  private static List<Term> readTerms(CanonicalReader in, int samples) {
    int[] last = {-1};
    return in.list(
        () -> {
          in.expect("[");
          int sample = in.index(samples);
          if (sample <= last[0]) {
            throw in.malformed("the index " + sample + " does not exceed the one before it");
          }
          last[0] = sample;
          in.expect(",");
          Rational factor = in.rational();
          in.expect("]");
          return new Term(sample, factor);
        });
  }
}
