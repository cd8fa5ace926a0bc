package org.dlmcert.app.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.app.run.PageTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --report FILE.html}, for any command: mixed in, it needs no word from the command, whose
 * report says all that the page shows.
 */
@OptionHeading("Output")
public final class PageOption implements PageTarget {

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write the result as one page for a browser, with its evidence.")
  private @Nullable Path file;

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  @Override
  public byte[] page(Report report, List<byte[]> pictures) throws IOException {
    Page page =
        report.proved().isPresent()
            ? CertificatePage.of(report.proved().get())
            : ReportPage.of(report, pictures);
    return PageWriter.write(page);
  }
}
