package org.dlmcert.certify.lift;

import java.util.List;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Subject;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.proof.FormulaLiftEvidence;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.array.ArrayDigests;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Network;

/** The certificate of a lift whose inputs stay in their file: a few numbers for each sample. */
public record StreamedCertificate(Network network, ArrayDigests array, LiftedNoise noise) {

  /** The certificate. */
  public Certificate certificate() {
    return new Certificate(
        this::claim,
        new Subject.OfArray(network, array, List.of(noise)),
        new FormulaLiftEvidence(new DatasetPartition.Groups(noise.prime(), noise.groups())));
  }

  private void claim(CanonicalJson json) {
    json.field("property").string("full-column-rank");
    json.field("holds").flag(true);
    json.field("patterns").string("all");
    new NetworkSetting(network.widths(), network.slope(), network.bias(), 1, "given", array.rows())
        .write(json);
    json.field("pattern_bits").integer((long) array.rows() * network.width(1));
  }
}
