package org.dlmcert.checker;

/** A verdict in words and as JSON, the same for every caller. */
public final class Report {
  private static final String RAISE = "check again with a larger --max-work, or more memory (-Xmx)";

  private Report() {}

  /** Returns one line that begins with the verdict's word. */
  public static String text(Verdict verdict) {
    if (verdict instanceof Verdict.Accepted a) {
      return a.word()
          + " "
          + a.claim()
          + a.conclusion().map(words -> "; so " + words).orElse("")
          + " ("
          + a.kind()
          + "; work "
          + a.work()
          + ")";
    }
    if (verdict instanceof Verdict.Rejected r) {
      return r.word() + " by the rule " + r.rule() + " at " + r.place() + ": " + r.reason();
    }
    Verdict.NotChecked n = (Verdict.NotChecked) verdict;
    return n.word()
        + " "
        + n.tried()
        + ": work "
        + n.work()
        + ", limit "
        + n.limit()
        + "; "
        + RAISE;
  }

  /**
   * Returns one JSON object.
   *
   * @param certificate the path as the user wrote it
   * @param version the version of the program
   * @param elapsedSeconds a JSON number, such as 0.25
   */
  public static String json(
      Verdict verdict, String certificate, String version, String elapsedSeconds) {
    StringBuilder json = new StringBuilder("{\"command\":\"check\"");
    field(json, "version", version);
    field(json, "verdict", verdict.word());
    json.append(",\"elapsed_seconds\":").append(elapsedSeconds);
    field(json, "certificate", certificate);
    if (verdict instanceof Verdict.Accepted a) {
      field(json, "kind", a.kind());
      field(json, "claim", a.claim());
      a.conclusion().ifPresent(words -> field(json, "conclusion", words));
      json.append(",\"work\":").append(a.work());
    } else if (verdict instanceof Verdict.Rejected r) {
      field(json, "rule", r.rule());
      field(json, "place", r.place());
      field(json, "reason", r.reason());
    } else if (verdict instanceof Verdict.NotChecked n) {
      json.append(",\"work\":").append(n.work());
      json.append(",\"limit\":").append(n.limit());
      field(json, "tried", n.tried());
      field(json, "would_decide", RAISE);
    }
    return json.append('}').toString();
  }

  private static void field(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":\"");
    for (char c : value.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
