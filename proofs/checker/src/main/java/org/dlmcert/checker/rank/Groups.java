package org.dlmcert.checker.rank;

import java.util.List;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;

/** The evidence that samples are divided into independent groups. */
public record Groups(int prime, List<int[]> members) {
  public static Groups read(CanonicalReader in, int samples) {
    in.open();
    in.field("prime");
    int prime = in.prime();
    in.field("groups");
    List<int[]> members = in.list(() -> in.indexSet(samples));
    in.close();
    return new Groups(prime, members);
  }

  /** Every sample is in exactly one group, and each group is independent modulo the prime. */
  public void check(Columns inputs, int samples, String path, Steps steps) {
    boolean[] seen = new boolean[samples];
    int covered = 0;
    for (int g = 0; g < members.size(); g++) {
      String place = path + "groups[" + g + "]";
      for (int n : members.get(g)) {
        steps.require(!seen[n], place, () -> "sample " + n + " is in two groups");
        seen[n] = true;
        covered++;
      }
      steps.countIndependent(members.get(g).length, inputs.length());
    }
    int total = covered;
    steps.require(
        total == samples,
        path + "groups",
        () -> "the groups have " + total + " of " + samples + " samples");
    for (int g = 0; g < members.size(); g++) {
      steps.independent(inputs, members.get(g), prime, path + "groups[" + g + "]");
    }
  }
}
