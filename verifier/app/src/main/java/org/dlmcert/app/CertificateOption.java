package org.dlmcert.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --certificate FILE}, for commands that prove something. */
public final class CertificateOption implements OutputTarget {

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Write the certificate to this file.")
  private @Nullable Path certificate;

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(certificate);
  }
}
