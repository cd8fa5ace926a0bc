package org.dlmcert.checker;

/** The wording of the command's help. */
final class Usage {
  static final String TEXT =
      """
      Usage: java -jar dlmcert-checker.jar CERTIFICATE [options]
      Checks a certificate; the first word is ACCEPTED, REJECTED or NOT_CHECKED (exit 0, 1, 3).
        --instance FILE               your own data: instance JSON, CSV or MatrixMarket, also gzipped
                                      (- is standard input, for one of the two files)
        --target-column K,…           the columns of a table with the targets: index from 0, negative
                                      index, name, last or none; --drop-columns K,… leaves others out
        --header yes|no               whether its first line holds names
        --delimiter D                 comma, semicolon, tab or blanks; --decimal comma
        --doubles                     numbers stand for the nearest doubles
                                      (a detached certificate says all this of its table)
                                      (or the array, NPY or IDX, that the certificate names)
        --part K/M                    check the K-th of M parts of the groups only: DONE if it holds;
                                      the certificate is accepted if all M parts hold
        --max-work W                  stop if the check needs more work (default 100000000000)
        --json                        one JSON object
        --version, --help
      """;

  private Usage() {}
}
