package org.dlmcert.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.AnyReport;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.ReportVerdict;
import org.dlmcert.app.report.UsageError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that do nothing but end in every way a command can end. */
final class TrialCommands {

  static final List<Class<? extends Job>> ALL =
      List.of(
          Conclude.class,
          Fail.class,
          Wait.class,
          Make.class,
          Prove.class,
          Print.class,
          Bloat.class);

  private TrialCommands() {}

  /** Ends with the verdict it is given. */
  @Command(name = "conclude", header = "Ends with a verdict.")
  static final class Conclude implements Job {

    @Parameters(paramLabel = "VERDICT")
    private ReportVerdict verdict = ReportVerdict.DONE;

    @Override
    public Report run(JobContext context) {
      context.progress().stage("looking", 3);
      context.progress().step(2);
      Report.Builder report =
          verdict == ReportVerdict.UNDECIDED
              ? context.undecided("patterns: 100", "a larger --max-patterns")
              : AnyReport.of(context.command(), verdict);
      return report
          .field("text", "é \"quoted\"\n")
          .field("count", 3)
          .field("big", Long.MAX_VALUE)
          .field("flag", true)
          .field("missing", null)
          .field("list", Arrays.asList(1, "1/2", null, List.of()))
          .field("map", Map.of("a", List.of(0, 1)))
          .field("threads", context.threads())
          .line("a line for people")
          .build();
    }
  }

  /** Throws. */
  @Command(name = "fail", header = "Throws.")
  static final class Fail implements Job {

    @Parameters(paramLabel = "HOW")
    private String how = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Report run(JobContext context) throws IOException {
      context.progress().stage("first stage", 10);
      context.progress().step(10);
      context.progress().stage("second stage", 10);
      context.progress().step(4);
      output.file().ifPresent(file -> context.outputs().stage(file, new byte[1]));
      switch (how) {
        case "usage" -> throw new UsageError("--slope 7/0: a number expected");
        case "long" -> throw new UsageError("line\n".repeat(40));
        case "missing" -> throw new NoSuchFileException("a/b.json");
        case "denied" -> throw new UncheckedIOException(new AccessDeniedException("c.json"));
        case "directory" -> throw new FileSystemException("d", null, "Is a directory");
        case "memory" -> throw new OutOfMemoryError("simulated");
        case "memory-below" ->
            throw new IllegalStateException(new OutOfMemoryError("simulated, in another thread"));
        case "deep" -> throw new StackOverflowError();
        default -> throw new IllegalStateException("broken on purpose");
      }
    }
  }

  /** Waits, whether interrupted or not. */
  @Command(name = "wait", header = "Waits for ever.")
  static final class Wait implements Job {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Report run(JobContext context) {
      context.note("waiting");
      output.file().ifPresent(file -> context.outputs().stage(file, new byte[1000]));
      context.progress().stage("counting", 0);
      context.progress().step(7);
      context.wouldDecide("fewer samples");
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          // Deaf on purpose: the program has to end all the same.
          continue;
        }
      }
    }
  }

  /** Makes a file and a certificate, and is long at its check. */
  @Command(name = "prove", header = "Is long at the check of its certificate.")
  static final class Prove implements Job {

    @Mixin private OutputOption output = new OutputOption();
    @Mixin private CertificateOption certificate = new CertificateOption();

    @Override
    public Report run(JobContext context) throws InterruptedException {
      output.file().ifPresent(file -> context.outputs().stage(file, new byte[1]));
      certificate
          .file()
          .ifPresent(
              file -> {
                context.outputs().stage(file, "proof".getBytes(StandardCharsets.UTF_8));
                context.certificateComplete(file);
              });
      context.progress().stage("independent check", 0);
      Thread.sleep(Long.MAX_VALUE);
      return AnyReport.of(context.command(), ReportVerdict.CERTIFIED)
          .certificate(certificate.file())
          .build();
    }
  }

  /** Makes files. */
  @Command(name = "make", header = "Makes files.")
  static final class Make implements Job {

    @Mixin private OutputOption output = new OutputOption();
    @Mixin private CertificateOption certificate = new CertificateOption();

    @Option(names = "--appear")
    private @Nullable Path appear;

    @Option(names = "--then-fail")
    private boolean thenFail;

    @Override
    public Report run(JobContext context) throws IOException {
      byte[] contents = "contents".getBytes(StandardCharsets.UTF_8);
      output.file().ifPresent(file -> context.outputs().stage(file, contents));
      certificate.file().ifPresent(file -> context.outputs().stage(file, contents));
      if (appear != null) {
        Files.writeString(appear, "someone else's");
      }
      if (thenFail) {
        throw new UsageError("too late");
      }
      return AnyReport.of(context.command(), ReportVerdict.CERTIFIED)
          .certificate(certificate.file())
          .build();
    }
  }

  /** Has an option that all commands have, which is a mistake. */
  @Command(name = "clash")
  static final class Clash implements Job {

    @Option(names = "--json")
    private boolean json;

    @Override
    public Report run(JobContext context) {
      return context.done().field("json", json).build();
    }
  }

  /** Runs out of memory when its report is written. */
  @Command(name = "bloat")
  static final class Bloat implements Job {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Report run(JobContext context) {
      output.file().ifPresent(file -> context.outputs().stage(file, new byte[1]));
      List<Integer> tooMuch =
          new AbstractList<>() {
            @Override
            public Integer get(int index) {
              throw new OutOfMemoryError("simulated");
            }

            @Override
            public int size() {
              return 1;
            }
          };
      return AnyReport.of(context.command(), ReportVerdict.CERTIFIED)
          .field("list", tooMuch)
          .build();
    }
  }

  /** Prints a document. */
  @Command(name = "print", header = "Prints a document.")
  static final class Print implements Job {

    @Override
    public Report run(JobContext context) {
      return context.done().document("{\"widths\":[1,2,1]}\n").build();
    }
  }
}
