package org.dlmcert.app.words;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dlmcert.app.report.Report;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certify.FullRankDecision;

/**
 * What is reported of a decided claim.
 *
 * @param because what was done, if it is not what the certificate shows
 * @param more adds what the method has to say besides
 */
public record CertifyAnswer(
    Evidence evidence,
    Optional<String> because,
    String method,
    Optional<BigInteger> patternCount,
    List<String> tried,
    Consumer<Report.Builder> more) {
  /** What a decision found. */
  public static CertifyAnswer of(FullRankDecision.Decided decided) {
    return new CertifyAnswer(
        decided.evidence(),
        Optional.empty(),
        decided.method().word(),
        decided.patternCount(),
        decided.tried(),
        report -> {});
  }
}
