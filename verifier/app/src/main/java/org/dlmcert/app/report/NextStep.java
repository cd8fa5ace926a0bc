package org.dlmcert.app.report;

import java.util.Optional;

/**
 * What one can do after a verdict, in one line for people. Where a question is open, the report
 * says already what would decide it.
 */
final class NextStep {

  private static final String MARK = "next: ";

  private NextStep() {}

  /** The last line of a report, if its verdict has one. */
  static Optional<String> after(Report report) {
    return words(report).map(words -> MARK + words);
  }

  private static Optional<String> words(Report report) {
    boolean kept = report.certificate().isPresent();
    return switch (report.verdict()) {
      case CERTIFIED ->
          Optional.of(
              kept
                  ? "dlmcert check reads the certificate anywhere; dlmcert explain shows it in words"
                  : "--certificate FILE keeps the proof, for dlmcert check and dlmcert explain");
      case REFUTED ->
          switch (report.command()) {
            case "certify" ->
                Optional.of(
                    "dlmcert width says how many units are enough for almost every noise; dlmcert"
                        + " minima and inspect look at minima themselves");
            case "witness" -> Optional.of("no weights can do it; a wider layer can");
            default -> Optional.of("the lines above say what failed; run that alone");
          };
      case GLOBAL_MINIMUM ->
          Optional.of(
              kept
                  ? "dlmcert explain shows why no weights are better"
                  : "--certificate FILE keeps the proof that no weights are better");
      case LOCAL_MINIMUM ->
          Optional.of(
              "dlmcert global finds the least loss of one hidden layer, dlmcert minima its other"
                  + " minima");
      case NOT_CRITICAL, SADDLE ->
          Optional.of("move the weights along the direction, and dlmcert inspect them again");
      case BAD_MINIMA ->
          Optional.of(
              "dlmcert inspect looks at one of them; dlmcert lift looks for noise without them");
      case ALL_GLOBAL ->
          Optional.of("dlmcert certify asks the same for all patterns, and for larger networks");
      case NONE -> Optional.of("--kinks looks at minima where the loss has no gradient");
      case ACCEPTED -> accepted(report);
      case REJECTED -> Optional.of("the rule's condition is in proofs/format.md; make it anew");
      case DONE ->
          switch (report.command()) {
            case "width" ->
                Optional.of("dlmcert certify with --hidden proves it for a network of that width");
            case "rank", "global" ->
                Optional.of(
                    kept
                        ? "dlmcert check reads the certificate anywhere"
                        : "--certificate FILE keeps the proof, for dlmcert check and explain");
            default -> Optional.empty();
          };
      case UNDECIDED, NOT_CHECKED, NOT_DIFFERENTIABLE, SECOND_ORDER_STATIONARY -> Optional.empty();
    };
  }

  private static Optional<String> accepted(Report report) {
    boolean explained = report.command().equals("explain");
    if (report.fields().containsKey("instance")) {
      return explained ? Optional.empty() : Optional.of("dlmcert explain says it in words");
    }
    return Optional.of(
        explained
            ? "--instance FILE compares the certificate with your own data"
            : "dlmcert explain says it in words; --instance FILE compares it with your data");
  }
}
