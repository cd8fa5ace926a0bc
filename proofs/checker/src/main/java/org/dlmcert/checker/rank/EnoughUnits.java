package org.dlmcert.checker.rank;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.OutputBiases;
import org.dlmcert.checker.network.OutputWeights;
import org.dlmcert.checker.outputs.Pairs;
import org.dlmcert.checker.rule.Rule;

/** The evidence that a width is enough: groups of samples, or pairs (format.md 5.10). */
final class EnoughUnits {
  private EnoughUnits() {}

  static Rule.Evidence read(CanonicalReader in, Dataset data, WidthClaim claim) {
    return claim.biases() == OutputBiases.TRAINED && in.optionalField("common_pairs")
        ? readPairs(in, data, claim)
        : readGroups(in, data, claim);
  }

  private static Rule.Evidence readPairs(CanonicalReader in, Dataset data, WidthClaim claim) {
    int width = claim.width().orElseThrow();
    in.open();
    Pairs pairs = Pairs.read(in, width, claim.samples(), claim.biases().rows(claim.outputs()));
    in.field("weights");
    OutputWeights weights = OutputWeights.of(in.table(claim.outputs(), width));
    in.close();
    return steps -> pairs.check(data, claim.samples(), weights, "common_pairs.", steps);
  }

  private static Rule.Evidence readGroups(CanonicalReader in, Dataset data, WidthClaim claim) {
    int samples = claim.samples();
    int width = claim.width().orElseThrow();
    in.field("partition");
    Groups groups = Groups.read(in, samples);
    return steps -> {
      steps.require(
          groups.members().size() == width,
          "partition.groups",
          () -> groups.members().size() + " groups for width " + width);
      steps.require(
          groups.members().stream().allMatch(group -> group.length > 0),
          "partition.groups",
          () -> "an empty group");
      groups.check(data, samples, claim.outputs(), "partition.", steps);
    };
  }
}
