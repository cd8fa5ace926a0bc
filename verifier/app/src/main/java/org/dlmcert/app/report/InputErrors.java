package org.dlmcert.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import org.dlmcert.io.BadInput;
import org.dlmcert.task.Cluster;

/** Which errors are the input's and not the program's, and how they are put to the user. */
public final class InputErrors {

  /** Errors whose message is complete and meant for the user. */
  private static final List<Class<? extends RuntimeException>> WITH_MESSAGE =
      List.of(UsageError.class, BadInput.class, Cluster.Unusable.class);

  private InputErrors() {}

  /** The message for the user, or nothing if the error is a fault of the program. */
  public static Optional<String> message(Throwable error) {
    if (WITH_MESSAGE.stream().anyMatch(type -> type.isInstance(error))) {
      return Optional.of(String.valueOf(error.getMessage()));
    }
    if (error instanceof UncheckedIOException && error.getCause() != null) {
      return message(error.getCause());
    }
    if (error instanceof FileSystemException e) {
      return Optional.of(e.getFile() + ": " + reason(e));
    }
    if (error instanceof IOException) {
      return Optional.of(
          error.getMessage() == null ? "a file cannot be read or written" : error.getMessage());
    }
    return Optional.empty();
  }

  /** What is wrong with a file, in words. */
  public static String reason(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "file exists";
    }
    String words = error instanceof FileSystemException e ? e.getReason() : error.getMessage();
    if (words == null || words.isEmpty()) {
      return "cannot be read or written";
    }
    return words.equalsIgnoreCase("is a directory")
        ? "is a directory; a file was expected"
        : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
