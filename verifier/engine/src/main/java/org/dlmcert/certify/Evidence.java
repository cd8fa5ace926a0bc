package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;

/**
 * The evidence for one decision about a {@link FullRankClaim}; one record per kind of
 * proofs/format.md, section 5.
 */
public sealed interface Evidence
    permits ArchimedeanEvidence,
        CellsEvidence,
        CollapseEvidence,
        DeepCollapseEvidence,
        DeepNullVectorEvidence,
        Evidence.DeadPattern,
        Evidence.Diagonal,
        Evidence.GenericLayers,
        Evidence.HallSet,
        Evidence.IndependentInputs,
        Evidence.Matching,
        Evidence.NullVector,
        Evidence.OpenCell,
        Evidence.Partition,
        Evidence.Tight,
        LiftEvidence,
        MaskedTightSetEvidence,
        OwnMinimumEvidence,
        PointEvidence,
        TreeEvidence {

  /** The kind of certificate. */
  String kind();

  /** Whether the claim holds. */
  boolean holds();

  /**
   * The evidence section: strings, integers, and lists and maps of them, in the order of the
   * format.
   */
  Map<String, Object> fields();

  /** Groups of samples with independent inputs, one for each unit. */
  record Partition(DatasetPartition.Groups groups) implements Evidence {
    @Override
    public String kind() {
      return "partition";
    }

    @Override
    public boolean holds() {
      return true;
    }

    @Override
    public Map<String, Object> fields() {
      return partitionFields(groups);
    }
  }

  /** Samples whose inputs span too small a space. */
  record Tight(TightSet set) implements Evidence {
    @Override
    public String kind() {
      return "tight-set";
    }

    @Override
    public boolean holds() {
      return false;
    }

    @Override
    public Map<String, Object> fields() {
      return tightSetFields(set);
    }
  }

  /** All inputs are independent, modulo this prime. */
  record IndependentInputs(int prime) implements Evidence {
    @Override
    public String kind() {
      return "independent-inputs";
    }

    @Override
    public boolean holds() {
      return true;
    }

    @Override
    public Map<String, Object> fields() {
      return ordered("prime", prime);
    }
  }

  /** A pattern and a null vector of its matrix. */
  record NullVector(ActivationPattern pattern, List<Rational> vector) implements Evidence {
    @Override
    public String kind() {
      return "null-vector";
    }

    @Override
    public boolean holds() {
      return false;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = ordered("pattern", pattern.rows());
      fields.put("null_vector", strings(vector));
      return fields;
    }
  }

  /** A point with nonzero preactivations and a null vector of its pattern's matrix. */
  record OpenCell(RationalMatrix weights, List<Rational> vector) implements Evidence {
    @Override
    public String kind() {
      return "open-cell";
    }

    @Override
    public boolean holds() {
      return false;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = ordered("weights", strings(weights));
      fields.put("null_vector", strings(vector));
      return fields;
    }
  }

  /** The slope is zero and there is a sample. */
  record DeadPattern() implements Evidence {
    @Override
    public String kind() {
      return "dead-pattern";
    }

    @Override
    public boolean holds() {
      return false;
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of();
    }
  }

  /** Every column of every pattern's matrix has one entry, in rows of their own. */
  record Diagonal() implements Evidence {
    @Override
    public String kind() {
      return "diagonal";
    }

    @Override
    public boolean holds() {
      return true;
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of();
    }
  }

  /** Counting decides: everything is generic. */
  record GenericLayers(boolean holds) implements Evidence {
    @Override
    public String kind() {
      return "generic-layers";
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of();
    }
  }

  /** Per sample an alive unit of layer L-2. */
  record Matching(List<Integer> units) implements Evidence {
    public Matching {
      units = List.copyOf(units);
    }

    @Override
    public String kind() {
      return "matching";
    }

    @Override
    public boolean holds() {
      return true;
    }

    @Override
    public Map<String, Object> fields() {
      return ordered("units", units);
    }
  }

  /** Samples that too few units of layer L-2 are alive on. */
  record HallSet(List<Integer> samples) implements Evidence {
    public HallSet {
      samples = List.copyOf(samples);
    }

    @Override
    public String kind() {
      return "hall-set";
    }

    @Override
    public boolean holds() {
      return false;
    }

    @Override
    public Map<String, Object> fields() {
      return ordered("samples", samples);
    }
  }

  /** The fields of a partition, also a part of other kinds. */
  static Map<String, Object> partitionFields(DatasetPartition.Groups groups) {
    Map<String, Object> fields = ordered("prime", groups.prime());
    fields.put("groups", groups.groups());
    return fields;
  }

  /** The fields of a tight set, also a part of other kinds. */
  static Map<String, Object> tightSetFields(TightSet set) {
    Map<String, Object> fields = ordered("samples", set.samples());
    fields.put("prime", set.prime());
    fields.put("orthogonal", strings(set.orthogonal()));
    return fields;
  }

  /** The rows of an integer matrix as lists of strings. */
  static List<List<String>> strings(IntegerMatrix matrix) {
    return java.util.stream.IntStream.range(0, matrix.rows())
        .mapToObj(i -> matrix.row(i).stream().map(String::valueOf).toList())
        .toList();
  }

  /** The rows of a rational matrix as lists of strings. */
  static List<List<String>> strings(RationalMatrix matrix) {
    return java.util.stream.IntStream.range(0, matrix.rows())
        .mapToObj(i -> strings(matrix.row(i)))
        .toList();
  }

  /** Reduced {@code p/q} strings. */
  static List<String> strings(List<Rational> vector) {
    return vector.stream().map(Rational::toString).toList();
  }

  private static Map<String, Object> ordered(String first, Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(first, value);
    return fields;
  }
}
