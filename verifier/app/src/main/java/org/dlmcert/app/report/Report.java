package org.dlmcert.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.io.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to say: once for programs (verdict and fields) and once for people (lines).
 *
 * <p>Field values are strings, integers, longs, booleans, null, what has a canonical form, and
 * lists and string-keyed maps of these. Exact values go in as reduced {@code "p/q"} strings;
 * floating point is refused when the report is written.
 */
public final class Report {

  private final String command;
  private final ReportVerdict verdict;
  private final Map<String, @Nullable Object> fields;
  private final List<String> lines;
  private final Optional<Path> certificate;
  private final Optional<Unfinished> unfinished;
  private final Optional<String> document;
  private final Optional<Proved> proved;
  private final int exitCode;

  private Report(Builder builder) {
    command = builder.command;
    verdict = builder.verdict;
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
    lines = List.copyOf(builder.lines);
    certificate = builder.certificate;
    unfinished = builder.unfinished;
    document = builder.document;
    proved = builder.proved;
    exitCode = builder.exitCode;
  }

  /** Starts a report on work that is done and claims nothing beyond its result. */
  public static Builder done(String command) {
    return begin(command, ReportVerdict.DONE);
  }

  /** Starts a report with the verdict of what has been proved. */
  public static Builder proved(String command, Proved proved) {
    return begin(command, proved.verdict()).of(proved);
  }

  /** Starts a report with verdict {@link ReportVerdict#ACCEPTED}. */
  public static Builder accepted(String command, Proved proved) {
    Builder report =
        begin(command, ReportVerdict.ACCEPTED)
            .of(proved)
            .field("kind", proved.kind())
            .field("claim", proved.claim())
            .line(proved.claim());
    report.conclusion(proved);
    proved
        .howRead()
        .ifPresent(
            words ->
                report
                    .field("reading", words)
                    .line("  the table was read as the certificate says: " + words));
    proved
        .compared()
        .ifPresent(
            words -> report.field("compared", words).line("  compared with the table: " + words));
    report
        .field("work", proved.work())
        .line("  kind: " + proved.kind() + ", work " + proved.work());
    if (proved.parts() > 1) {
      report
          .field("parts", proved.parts())
          .field("parts_checked_here", 1)
          .line(
              "  part 1 of "
                  + proved.parts()
                  + " was checked here; that the other parts hold is what the workers of the"
                  + " cluster have answered, which was not checked again");
    }
    return report;
  }

  /** Starts a report with verdict {@link ReportVerdict#REJECTED}. */
  public static Builder rejected(String command, Judged.Rejected rejected) {
    String rule = rejected.verdict().rule();
    String place = rejected.verdict().place();
    String reason = rejected.verdict().reason();
    return begin(command, ReportVerdict.REJECTED)
        .field("rule", rule)
        .field("place", place)
        .field("reason", reason)
        .line("rule " + rule + ", at " + place + ": " + reason);
  }

  /** Starts a report on several certificates, with the verdict ACCEPTED. */
  public static Builder allAccepted(String command, List<Proved> proved) {
    if (proved.isEmpty()) {
      throw new IllegalArgumentException("nothing was proved");
    }
    return begin(command, ReportVerdict.ACCEPTED).field("accepted", proved.size());
  }

  /** Starts a report on certificates of which these are rejected. */
  public static Builder someRejected(String command, List<Judged.Rejected> rejected) {
    if (rejected.isEmpty()) {
      throw new IllegalArgumentException("nothing was rejected");
    }
    return begin(command, ReportVerdict.REJECTED).field("rejected", rejected.size());
  }

  /** Starts a report that a check of the program's own has failed, of which it tells. */
  public static Builder failedCheck(String command) {
    return begin(command, ReportVerdict.REFUTED);
  }

  /** For tests, which may say anything. */
  static Builder begin(String command, ReportVerdict verdict) {
    return new Builder(command, verdict, Optional.empty());
  }

  /** Starts a report with verdict {@link ReportVerdict#UNDECIDED}. */
  public static Builder undecided(String command, Unfinished why) {
    return new Builder(command, ReportVerdict.UNDECIDED, Optional.of(why));
  }

  /** Starts a report with verdict {@link ReportVerdict#NOT_CHECKED}. */
  public static Builder notChecked(String command, Unfinished why) {
    return new Builder(command, ReportVerdict.NOT_CHECKED, Optional.of(why));
  }

  /**
   * Starts a report with another verdict that leaves the question open.
   *
   * @throws IllegalArgumentException if its exit code is not that of undecided questions
   */
  public static Builder open(String command, ReportVerdict verdict, Unfinished why) {
    if (verdict.exitCode() != ExitCode.UNDECIDED) {
      throw new IllegalArgumentException(verdict + " decides the question");
    }
    return new Builder(command, verdict, Optional.of(why));
  }

  /** The name of the command. */
  public String command() {
    return command;
  }

  /** How the command ended. */
  public ReportVerdict verdict() {
    return verdict;
  }

  /** The command's own fields, in order. */
  public Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** The same for people. */
  public List<String> lines() {
    return lines;
  }

  /** The certificate file written, if any. */
  public Optional<Path> certificate() {
    return certificate;
  }

  /** What the checker has accepted, where the report is about that. */
  public Optional<Proved> proved() {
    return proved;
  }

  /** The exit code: the verdict's, unless the command has set another. */
  public int exitCode() {
    return exitCode;
  }

  /** Why there is no answer; present for {@link ReportVerdict#UNDECIDED} and NOT_CHECKED. */
  public Optional<Unfinished> unfinished() {
    return unfinished;
  }

  /**
   * A text that is the command's whole output, such as a generated instance; written to standard
   * output as it is, in place of the report.
   */
  public Optional<String> document() {
    return document;
  }

  /** The same report, which also says what options were used in place of an instance's own. */
  public Report with(List<Overridden> overrides) {
    if (overrides.isEmpty()) {
      return this;
    }
    Builder builder = copy();
    Map<String, Object> said = new LinkedHashMap<>();
    overrides.forEach(o -> said.put(o.field(), Map.of("instance", o.own(), "used", o.used())));
    builder.field("overrides", said);
    overrides.forEach(o -> builder.line("  " + o.words()));
    return builder.build();
  }

  /**
   * The same report, which also says that the targets of the data set were left out.
   *
   * @param word which of them is a word; empty if they were not left out
   */
  public Report withTargetsLeftOut(Optional<String> word) {
    return word.isEmpty()
        ? this
        : copy()
            .field("targets_left_out", true)
            .line(
                "  the targets were left out, on which this does not depend: the target in "
                    + word.get()
                    + ", no number")
            .build();
  }

  /** The same report, which also says where the page is that shows it. */
  public Report withPage(Path file) {
    return copy()
        .field("report", file.toString())
        .line("report page: " + Place.of(file).source())
        .build();
  }

  private Builder copy() {
    Builder builder = new Builder(command, verdict, unfinished);
    builder.fields.putAll(fields);
    builder.lines.addAll(lines);
    builder.certificate = certificate;
    builder.document = document;
    builder.proved = proved;
    builder.exitCode = exitCode;
    return builder;
  }

  /** Collects the parts of a report. */
  public static final class Builder {

    private final String command;
    private final ReportVerdict verdict;
    private final Optional<Unfinished> unfinished;
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<Path> certificate = Optional.empty();
    private Optional<String> document = Optional.empty();
    private Optional<Proved> proved = Optional.empty();
    private int exitCode;

    private Builder(String command, ReportVerdict verdict, Optional<Unfinished> unfinished) {
      this.command = command;
      this.verdict = verdict;
      this.unfinished = unfinished;
      this.exitCode = verdict.exitCode();
    }

    /**
     * Adds a field after those added before.
     *
     * @throws IllegalArgumentException if there is a field of that name, also one that every report
     *     has
     */
    public Builder field(String name, @Nullable Object value) {
      if (JsonReport.COMMON_FIELDS.contains(name) || fields.containsKey(name)) {
        throw new IllegalArgumentException("field given twice: " + name);
      }
      fields.put(name, value);
      return this;
    }

    /** Adds a line for people. */
    public Builder line(String line) {
      lines.add(line);
      return this;
    }

    /** Adds what follows about minima from what has been proved, if something does. */
    public Builder conclusion(Proved proved) {
      proved.conclusion().ifPresent(c -> field("conclusion", c).line("  so " + c));
      return this;
    }

    private Builder of(Proved what) {
      proved = Optional.of(what);
      what.features().ifPresent(words -> field("features", words));
      return this;
    }

    /** States the certificate file that was written. */
    public Builder certificate(Optional<Path> file) {
      certificate = file;
      return this;
    }

    /** Sets an exit code that is not the verdict's: work that is done with a negative result. */
    public Builder exitCode(int code) {
      exitCode = code;
      return this;
    }

    /** Makes a text the command's whole output. */
    public Builder document(String text) {
      document = Optional.of(text);
      return this;
    }

    /** The report. */
    public Report build() {
      return new Report(this);
    }
  }
}
