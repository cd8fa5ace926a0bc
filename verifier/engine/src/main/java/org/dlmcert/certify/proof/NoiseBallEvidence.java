package org.dlmcert.certify.proof;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * Rows for the samples of each unit that make the matrices of all noises of a ball dominated by
 * their diagonal (format.md, 5.31).
 *
 * @param groups group i belongs to unit i
 * @param weights a positive one for each sample
 * @param bound the radius of the open ball
 */
public record NoiseBallEvidence(List<Group> groups, List<Rational> weights, Rational bound)
    implements MixedSlopesProof {
  public NoiseBallEvidence {
    groups = List.copyOf(groups);
    weights = List.copyOf(weights);
  }

  /**
   * The samples of one unit.
   *
   * @param left a row for each sample, as long as an input
   */
  public record Group(List<Integer> samples, RationalMatrix left) {
    public Group {
      samples = List.copyOf(samples);
    }
  }

  @Override
  public String kind() {
    return "noise-ball";
  }

  @Override
  public Optional<Rational> radius() {
    return Optional.of(bound);
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("groups")
        .objects(
            groups,
            group -> {
              json.field("samples").integers(group.samples());
              json.field("left").rows(group.left());
            });
    json.field("weights").rationals(weights);
  }
}
