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

  /**
   * Every sample is in exactly k groups, and each group is independent modulo the prime; in a check
   * of a part, each group of the part.
   */
  public void check(Columns inputs, int samples, int k, String path, Steps steps) {
    int[] seen = new int[samples];
    long covered = 0;
    long squares = 0;
    for (int g = 0; g < members.size(); g++) {
      String place = path + "groups[" + g + "]";
      for (int n : members.get(g)) {
        steps.require(
            seen[n] < k,
            place,
            () -> "sample " + n + " is in " + (k == 1 ? "two" : k + 1) + " groups");
        seen[n]++;
        covered++;
      }
      if (steps.part().holds(g, members.size())) {
        squares += (long) members.get(g).length * members.get(g).length;
      }
    }
    // At once, so that the message of a limit names what all of it takes.
    steps.work().add(squares, inputs.length());
    long total = covered;
    steps.require(
        total == (long) samples * k,
        path + "groups",
        () ->
            "the groups have "
                + total
                + " of "
                + (long) samples * k
                + (k == 1 ? " samples" : " places for samples"));
    for (int g = 0; g < members.size(); g++) {
      if (steps.part().holds(g, members.size())) {
        steps.independentAlone(inputs, members.get(g), prime, path + "groups[" + g + "]");
      }
    }
  }

  /**
   * Rejects the evidence unless one group holds every sample, so that all inputs are independent.
   */
  public void requireWhole(int samples, Steps steps) {
    steps.require(
        members.stream().anyMatch(group -> group.length == samples),
        "groups",
        () -> "no group holds every sample, as all local minima need");
  }
}
