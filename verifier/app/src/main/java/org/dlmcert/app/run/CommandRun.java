package org.dlmcert.app.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.InputErrors;
import org.dlmcert.app.report.JsonReport;
import org.dlmcert.app.report.Overridden;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.TextReport;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.io.table.TableReading;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;
import org.dlmcert.task.Workers;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command, from its options to its exit code.
 *
 * <p>The job runs on a daemon thread. When it ends with a report, its files are moved into place
 * and the report is written. A time-out or the end of memory gives an UNDECIDED report, which says
 * how far the job came; the thread is interrupted, and being a daemon it does not keep the process
 * alive if it does not react. Wrong usage and bad input give a message, everything else a stack
 * trace. Until the report nothing is on standard output and no file is in place; a shutdown hook
 * removes temporary files when the process is stopped by a signal.
 */
final class CommandRun {

  private static final String MORE_TIME = "a longer --timeout";
  private static final String SAME_AGAIN = "the same command, when the machines are there again";
  private static final String MORE_MEMORY = "more memory: set DLMCERT_JAVA_OPTS=-Xmx…g";

  private final String command;
  private final CommonOptions options;
  private final StandardStreams streams;
  private final long start;
  private volatile Optional<String> leftOut = Optional.empty();
  private Optional<ArrayOnDisk> array = Optional.empty();

  /**
   * Prepares a run.
   *
   * @param start when the program began, as {@link System#nanoTime()}
   */
  CommandRun(String command, CommonOptions options, StandardStreams streams, long start) {
    this.command = command;
    this.options = options;
    this.streams = streams;
    this.start = start;
  }

  /**
   * Runs the job.
   *
   * @param targets the output files named by options; checked before the job starts
   * @return the exit code
   */
  int execute(Job job, List<Path> targets) {
    return execute(job, targets, List.of(), List::of);
  }

  /**
   * Runs the job.
   *
   * @param targets the output files named by options; checked before the job starts
   * @param pages those of them that are made of the report
   * @param overrides what options said in place of an instance; asked for when the job has ended
   * @return the exit code
   */
  int execute(
      Job job, List<Path> targets, List<PageTarget> pages, Supplier<List<Overridden>> overrides) {
    try (OutputFiles outputs =
        options.force() ? OutputFiles.replacingExisting() : OutputFiles.keepingExisting()) {
      Thread hook = new Thread(outputs::close, "dlmcert-shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        targets.forEach(outputs::check);
        if (options.json() && targets.stream().anyMatch(OutputFiles::isStandardOutput)) {
          throw new UsageError("--json: standard output takes one of them; name a file for \"-\"");
        }
        Report report = perform(job, outputs).with(overrides.get()).withTargetsLeftOut(leftOut);
        return finish(withPages(report, pages, outputs), outputs);
      } finally {
        removeHook(hook);
      }
    } catch (JobFailure failure) {
      return failed(failure.thrown);
    } catch (OutOfMemoryError e) {
      // The job's own end of memory is a report; this is the report's.
      streams.result(text(stopped(memoryLimit(), List.of("writing the report"), MORE_MEMORY)));
      return ExitCode.UNDECIDED;
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static Report withPages(Report report, List<PageTarget> pages, OutputFiles outputs)
      throws JobFailure {
    Report said = report;
    for (PageTarget page : pages) {
      Path file = page.file().orElseThrow();
      try {
        outputs.stagePage(file, page.page(report, outputs.pictures()));
      } catch (IOException | InterruptedException e) {
        throw new JobFailure(e);
      }
      said = said.withPage(file);
    }
    return said;
  }

  private int finish(Report report, OutputFiles outputs) {
    if (options.json() && report.document().isPresent()) {
      throw new UsageError("--json: this command prints its result itself; name a file with -o");
    }
    // Made before the files are in place, so that no report means no file.
    String text = text(report);
    if (!outputs.commit()) {
      return ExitCode.INTERRUPTED;
    }
    Optional<byte[]> bytes = outputs.standardOutput();
    if (bytes.isPresent()) {
      streams.result(bytes.get());
      if (!options.quiet()) {
        text.lines().forEach(streams::note);
      }
      return report.exitCode();
    }
    streams.result(text);
    if (report.document().isPresent() && !options.quiet()) {
      report.lines().forEach(streams::note);
    }
    return report.exitCode();
  }

  private String text(Report report) {
    if (options.json()) {
      return JsonReport.write(report, Duration.ofNanos(System.nanoTime() - start));
    }
    if (report.document().isPresent()) {
      return report.document().get();
    }
    return streams.terminal().outputColours()
        ? TextReport.coloured(report)
        : TextReport.plain(report);
  }

  private Report perform(Job job, OutputFiles outputs) throws JobFailure {
    int threads = options.threads();
    if (options.quiet() || !streams.terminal().errorBars()) {
      return perform(job, new Context(threads, Progress.NONE, outputs));
    }
    try (ProgressDisplay bars = new ProgressDisplay(streams.err(), streams.terminal().columns())) {
      return perform(job, new Context(threads, bars, outputs));
    }
  }

  private Report perform(Job job, Context context) throws JobFailure {
    Future<Report> task =
        Tasks.begin(
            () -> {
              try {
                return job.run(context);
              } finally {
                context.close();
              }
            });
    try {
      if (options.timeout().isEmpty()) {
        return task.get();
      }
      Duration left = context.timeLeft().orElseThrow();
      return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      Report report = context.stopped("time-out of " + limitText(), MORE_TIME);
      task.cancel(true);
      return report;
    } catch (ExecutionException e) {
      if (causedByMemory(e)) {
        return context.stopped(memoryLimit(), MORE_MEMORY);
      }
      if (e.getCause() instanceof Workers.Lost lost) {
        return context.stopped(String.valueOf(lost.getMessage()), SAME_AGAIN);
      }
      throw new JobFailure(Optional.ofNullable(e.getCause()).orElse(e));
    } catch (InterruptedException e) {
      task.cancel(true);
      throw new JobFailure(e);
    }
  }

  private String limitText() {
    return options.timeout().map(TimeLimit::text).orElse("none");
  }

  private static String memoryLimit() {
    return "memory: a heap of at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB";
  }

  private Report stopped(String limit, List<String> tried, String wouldDecide) {
    return Report.undecided(command, new Unfinished(limit, tried, wouldDecide))
        .line("The question is not decided.")
        .build();
  }

  private int failed(Throwable error) {
    if (error instanceof CancellationException) {
      return ExitCode.INTERRUPTED;
    }
    Optional<String> message = InputErrors.message(error);
    if (message.isPresent()) {
      streams.error(command + ": " + message.get());
      return ExitCode.BAD_INPUT;
    }
    return streams.fault(error);
  }

  private static boolean causedByMemory(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being stopped and the hook is running, which is what it is for.
      return;
    }
  }

  /** Carries what a job threw out of the job's thread. */
  private static final class JobFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    JobFailure(Throwable thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }

  /** The program, as seen by the job. */
  private final class Context implements JobContext {

    private final int threads;
    private final StageLog stages;
    private final OutputFiles outputs;
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private volatile String hint = "";
    private volatile @Nullable Path complete;
    private volatile @Nullable TableReading table;

    Context(int threads, Progress display, OutputFiles outputs) {
      this.threads = threads;
      this.stages = new StageLog(display);
      this.outputs = outputs;
    }

    /**
     * Drops the outputs but a certificate that is complete, so that the abandoned job writes no
     * more, and reports.
     */
    Report stopped(String limit, String remedy) {
      List<String> tried = stages.stages();
      Optional<Path> kept = Optional.ofNullable(complete).filter(outputs::keepOnly);
      if (kept.isEmpty()) {
        outputs.discard();
        String decide = hint.isEmpty() ? remedy : remedy + "; or " + hint;
        return CommandRun.this.stopped(limit, tried, decide);
      }
      return Report.undecided(
              command,
              new Unfinished(
                  limit, tried, "check " + kept.get() + " without a limit; or " + remedy))
          .line("The question is not decided: the independent check of the certificate had not")
          .line("ended. The certificate is complete and kept.")
          .certificate(kept)
          .build();
    }

    @Override
    public synchronized void closeAtEnd(AutoCloseable resource) {
      toClose.add(resource);
    }

    synchronized void close() throws Exception {
      for (AutoCloseable resource : toClose) {
        resource.close();
      }
    }

    @Override
    public void certificateComplete(Path file) {
      complete = file;
    }

    @Override
    public void tableRead(TableReading reading) {
      table = reading;
    }

    @Override
    public Optional<TableReading> tableRead() {
      return Optional.ofNullable(table);
    }

    @Override
    public void arrayRead(ArrayOnDisk read) {
      array = Optional.of(read);
    }

    @Override
    public Optional<ArrayOnDisk> arrayRead() {
      return array;
    }

    @Override
    public void targetsLeftOut(String word) {
      leftOut = Optional.of(word);
    }

    @Override
    public boolean wantsJson() {
      return options.json();
    }

    @Override
    public String command() {
      return command;
    }

    @Override
    public int threads() {
      return threads;
    }

    @Override
    public Optional<Duration> timeLeft() {
      return options
          .timeout()
          .map(limit -> limit.duration().minusNanos(System.nanoTime() - start))
          .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    @Override
    public Progress progress() {
      return stages;
    }

    @Override
    public List<String> tried() {
      return stages.stages();
    }

    @Override
    public OutputFiles outputs() {
      return outputs;
    }

    @Override
    public void note(String message) {
      if (!options.quiet()) {
        streams.note(message);
      }
    }

    @Override
    public void wouldDecide(String hint) {
      this.hint = hint;
    }
  }
}
