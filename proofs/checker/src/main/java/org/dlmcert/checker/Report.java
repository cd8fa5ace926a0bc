package org.dlmcert.checker;

/**
 * A verdict in words and as JSON, the same for every caller. What comes from a file is escaped
 * here: {@link Printable} says how.
 */
public final class Report {
  private static final String RAISE = "check again with a larger --max-work, or more memory (-Xmx)";
  private static final int MOST_CHARACTERS = 1000;

  private Report() {}

  /** Returns one line that begins with the verdict's word; nothing in it can move a cursor. */
  public static String text(Verdict verdict) {
    return Printable.of(words(verdict));
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Accepted a) {
      return a.word()
          + " "
          + a.claim()
          + a.conclusion().map(words -> "; so " + words).orElse("")
          + a.features().map(words -> "; " + words).orElse("")
          + a.howRead()
              .map(words -> "; the table was read as the certificate says: " + words)
              .orElse("")
          + a.compared().map(words -> "; compared with the table: " + words).orElse("")
          + " ("
          + a.kind()
          + "; work "
          + a.work()
          + ")";
    }
    if (verdict instanceof Verdict.Rejected r) {
      return r.word()
          + " by the rule "
          + r.rule()
          + " at "
          + r.place()
          + ": "
          + shortened(r.reason());
    }
    if (verdict instanceof Verdict.PartDone d) {
      return d.word()
          + " "
          + d.part()
          + " holds; the certificate is accepted if all parts hold ("
          + d.kind()
          + "; work "
          + d.work()
          + ")";
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

  /** A reason may quote a number of a file, which may have 200,000 digits. */
  private static String shortened(String reason) {
    return reason.length() <= MOST_CHARACTERS
        ? reason
        : reason.substring(0, MOST_CHARACTERS) + "… (" + reason.length() + " characters)";
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
      a.features().ifPresent(words -> field(json, "features", words));
      a.howRead().ifPresent(words -> field(json, "reading", words));
      a.compared().ifPresent(words -> field(json, "compared", words));
      json.append(",\"work\":").append(a.work());
    } else if (verdict instanceof Verdict.Rejected r) {
      field(json, "rule", r.rule());
      field(json, "place", r.place());
      field(json, "reason", r.reason());
    } else if (verdict instanceof Verdict.PartDone d) {
      field(json, "kind", d.kind());
      field(json, "part", d.part());
      json.append(",\"work\":").append(d.work());
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
    value
        .codePoints()
        .forEach(
            c -> {
              // In JSON these escapes stand for the characters themselves.
              if (c == '"' || c == '\\') {
                json.append('\\');
              }
              json.append(Printable.of(Character.toString(c)));
            });
    json.append('"');
  }
}
