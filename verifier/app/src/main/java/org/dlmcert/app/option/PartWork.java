package org.dlmcert.app.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dlmcert.app.report.PartAnswer;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.task.Work;
import org.jspecify.annotations.Nullable;

/**
 * Checks of parts of one certificate, each given as K/M. The certificate is sent; the user's own
 * file is not: it has to lie in the same place everywhere.
 */
final class PartWork implements Work<String, PartAnswer> {
  private static final long serialVersionUID = 1L;

  private final byte[] certificate;
  private final @Nullable String file;
  private final TreeMap<String, String> words;
  private final long maxWork;

  /**
   * Prepares.
   *
   * @param file the user's own data
   * @param words how they are read
   * @param maxWork of each part
   */
  PartWork(byte[] certificate, Optional<Path> file, Map<String, String> words, long maxWork) {
    this.certificate = certificate;
    this.file = file.map(path -> path.toAbsolutePath().toString()).orElse(null);
    this.words = new TreeMap<>(words);
    this.maxWork = maxWork;
  }

  @Override
  public Worker<String, PartAnswer> worker() {
    return (part, pointless) -> PartAnswer.of(certificate, user(), maxWork, part);
  }

  private Optional<UserFile> user() {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(UserFile.open(Path.of(file), new TableOptions(words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
