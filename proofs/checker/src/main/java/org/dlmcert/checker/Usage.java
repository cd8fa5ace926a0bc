package org.dlmcert.checker;

/** The wording of the command's help. */
final class Usage {
  static final String TEXT =
      """
      Usage: java -jar dlmcert-checker.jar CERTIFICATE [options]
      Checks a certificate; the first word is ACCEPTED, REJECTED or NOT_CHECKED (exit 0, 1, 3).
        --instance FILE               your own data: instance JSON or CSV, also gzipped
        --target-column last|none|K   the column of a CSV with the targets, from 0
                                      (default: last if there is one column more than inputs)
        --max-work W                  stop if the check needs more work (default 100000000000)
        --json                        one JSON object
        --version, --help
      """;

  private Usage() {}
}
