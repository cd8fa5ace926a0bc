package org.dlmcert.app.run;

import java.io.IOException;
import org.dlmcert.app.report.InputErrors;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;

/**
 * A command: its options and parameters are fields that picocli fills in, its work is {@link #run}.
 *
 * <p>How to add one:
 *
 * <ol>
 *   <li>Write {@code @Command(name = "width", description = "…") final class WidthCommand
 *       implements Job} with its own options; {@link CommonOptions} are added to every command.
 *   <li>Give it {@code @Mixin CertificateOption} or {@code @Mixin OutputOption} if it writes files,
 *       and hand their contents to {@link JobContext#outputs()}.
 *   <li>Return a {@link Report} begun with {@link JobContext#done}, {@link JobContext#proved} or
 *       {@link JobContext#undecided}.
 *   <li>Add the class to the list in the program.
 * </ol>
 *
 * Time-outs, memory, wrong input, faults, interruption, exit codes and the form of the report are
 * the business of {@link CommandRun}.
 */
@FunctionalInterface
public interface Job {

  /**
   * Does the work, on a thread of its own, which is interrupted at a time-out.
   *
   * @throws UsageError or another of {@link InputErrors}, for wrong usage or bad input
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread was interrupted
   */
  Report run(JobContext context) throws IOException, InterruptedException;
}
