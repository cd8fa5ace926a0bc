package org.dlmcert.app.report;

/** Reports with any verdict, for tests of what becomes of reports. */
public final class AnyReport {
  private AnyReport() {}

  /** Begins a report that has not to prove anything. */
  public static Report.Builder of(String command, ReportVerdict verdict) {
    return Report.begin(command, verdict);
  }
}
