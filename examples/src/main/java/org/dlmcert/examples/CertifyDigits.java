package org.dlmcert.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Report;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/** Certifies the digits from Java, as the README shows. */
public final class CertifyDigits {
  private CertifyDigits() {}

  /**
   * What the independent checker says about the certificate for a hidden width.
   *
   * @param digits the CSV file of the digits, label last
   */
  public static String decide(Path digits, int hidden) {
    // README: begin
    Dataset data = DatasetReader.read(digits, Optional.of(ColumnChoice.LAST), Numbers.EXACT);
    Network network = new Network(List.of(64, hidden, 1), Rational.of(1, 100), false);
    List<LayerNoise> noise = List.of(LayerNoise.GENERIC);
    Instance instance = new Instance(Optional.empty(), network, data, noise, Optional.empty());
    FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);

    String answer = "undecided";
    if (FullRankDecision.decide(claim, Progress.NONE) instanceof FullRankDecision.Decided decided) {
      byte[] certificate = claim.certificate(decided.evidence()).bytes();
      answer = Report.text(Checker.check(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK));
    }
    // README: end
    return answer;
  }
}
