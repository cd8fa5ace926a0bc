package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.certify.partition.MaskedTightSet;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/** Samples whose inputs, where units see them, span too small spaces. */
public record MaskedTightSetEvidence(MaskedTightSet set) implements Evidence {
  @Override
  public String kind() {
    return "masked-tight-set";
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("samples", set.samples());
    fields.put("prime", set.prime());
    List<List<List<String>>> lists = set.orthogonal().stream().map(Evidence::strings).toList();
    fields.put("orthogonal", lists);
    return fields;
  }

  /** One pattern of the scope with a null vector on these samples; every pattern has one. */
  Evidence example(FullRankProblem.OneLayer layer, PatternScope scope) {
    return InputPartition.counterexample(layer, scope, set.samples(), Progress.NONE);
  }
}
