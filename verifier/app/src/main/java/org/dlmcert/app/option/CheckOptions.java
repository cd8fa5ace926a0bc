package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.dlmcert.app.argument.Columns;
import org.dlmcert.app.argument.PartOfCheck;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.PartAnswer;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.io.Place;
import org.dlmcert.task.Workers;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that check a certificate file, and the report of what came of it. */
public final class CheckOptions {

  /** Parts for each worker: each reads the whole certificate, and the last are waited for. */
  private static final int PARTS = 2;

  @Option(
      names = "--instance",
      paramLabel = "FILE",
      description = "Your own data, to be compared: instance JSON or CSV, also gzipped.")
  private Optional<Path> instance = Optional.empty();

  @Option(
      names = "--target-column",
      paramLabel = "last|none|K|NAME",
      converter = Columns.Reader.class,
      description =
          "The target columns of a table, as for data sets. Default: as a detached certificate says; "
              + "otherwise last, if there is one column too many.")
  private Optional<Columns> targetColumn = Optional.empty();

  @Mixin private TableLayoutOptions table = new TableLayoutOptions();

  @Option(
      names = "--doubles",
      description = "The certificate was made with --doubles; a detached one of a table says so.")
  private boolean doubles;

  @Bounds
  @Option(
      names = "--max-work",
      paramLabel = "W",
      description = "Stop if the check needs more work. Default: 100000000000.")
  private long maxWork = Checker.DEFAULT_MAX_WORK;

  /** The bytes of the certificate. */
  public byte[] certificate(Path file) throws IOException {
    if (InputBytes.isStandardInput(file)
        && instance.filter(InputBytes::isStandardInput).isPresent()) {
      throw new UsageError("-: standard input is the certificate or --instance, not both");
    }
    return InputBytes.of(file);
  }

  /** Checks a certificate with these options. */
  public Judged check(byte[] certificate, JobContext context) throws IOException {
    return checked(context, user -> Proved.judge(certificate, user, maxWork));
  }

  /** Checks a part of a certificate. */
  public Judged checkPart(byte[] certificate, PartOfCheck part, JobContext context)
      throws IOException {
    try {
      return checked(
          context, user -> Proved.judgePart(certificate, user, maxWork, part.toString()));
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks all parts of a certificate, the first of them here.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Judged checkParts(byte[] certificate, Workers workers, JobContext context)
      throws IOException, InterruptedException {
    if (instance.filter(InputBytes::isStandardInput).isPresent()) {
      throw new UsageError("-: the workers of a cluster have no standard input");
    }
    PartWork work = new PartWork(certificate, instance, words(), maxWork);
    int parts = PARTS * workers.size() + 1;
    context.progress().stage("check", parts);
    AtomicLong done = new AtomicLong();
    try {
      return Proved.judgeParts(
          certificate,
          user(words()),
          maxWork,
          parts,
          others -> {
            context.progress().step(done.incrementAndGet());
            return workers.run(
                work,
                others,
                (task, answer) -> {
                  context.progress().step(done.incrementAndGet());
                  return !(answer instanceof PartAnswer.Holds);
                });
          });
    } catch (BadInstanceException e) {
      throw unreadable(e);
    }
  }

  private UsageError unreadable(BadInstanceException e) {
    return new UsageError(
        instance.map(path -> Place.of(path).source() + ": ").orElse("") + e.getMessage());
  }

  private Judged checked(JobContext context, Function<Optional<UserFile>, Judged> judge)
      throws IOException {
    Map<String, String> words = words();
    context.progress().stage("check", 0);
    try {
      return judge.apply(user(words));
    } catch (BadInstanceException e) {
      throw unreadable(e);
    }
  }

  private Map<String, String> words() {
    Map<String, String> words = table.words();
    targetColumn.ifPresent(columns -> words.put("--target-column", columns.text()));
    if (doubles) {
      words.put(TableOptions.DOUBLES, "");
    }
    if (!words.isEmpty() && instance.isEmpty()) {
      throw new UsageError(words.keySet().iterator().next() + " goes with --instance FILE");
    }
    return words;
  }

  private Optional<UserFile> user(Map<String, String> words) throws IOException {
    if (instance.isEmpty()) {
      return Optional.empty();
    }
    Path file = instance.get();
    TableOptions options = new TableOptions(words);
    return Optional.of(
        InputBytes.isStandardInput(file)
            ? new UserFile(InputBytes.of(file), options)
            : UserFile.open(file, options));
  }

  /** The report of what the checker says about a file. */
  public Report.Builder report(Judged judged, Path file, JobContext context) {
    Report.Builder report = begun(judged, context).certificate(Optional.of(file));
    instance.ifPresent(data -> report.field("instance", Place.of(data).source()));
    return report;
  }

  private static Report.Builder begun(Judged judged, JobContext context) {
    if (judged instanceof Proved proved) {
      return Report.accepted(context.command(), proved);
    }
    if (judged instanceof Judged.Rejected rejected) {
      return Report.rejected(context.command(), rejected);
    }
    if (judged instanceof Judged.PartHolds holds) {
      return context
          .done()
          .field("kind", holds.verdict().kind())
          .field("part", holds.verdict().part())
          .field("work", holds.verdict().work())
          .line(holds.words());
    }
    Verdict.NotChecked not = ((Judged.NotChecked) judged).verdict();
    return Report.notChecked(
            context.command(),
            new Unfinished(
                "--max-work " + not.limit(),
                List.of(not.tried()),
                not.work() > not.limit()
                    ? "--max-work of at least " + not.work()
                    : "more memory (DLMCERT_JAVA_OPTS=-Xmx…g)"))
        .field("work", not.work())
        .line("The certificate is not checked: that takes work of at least " + not.work() + ".");
  }
}
