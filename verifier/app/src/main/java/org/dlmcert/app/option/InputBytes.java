package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file that a command takes as it is, or of standard input. */
final class InputBytes {
  private static final Path STANDARD_INPUT = Path.of("-");

  private InputBytes() {}

  /** All bytes; of standard input if the name is {@code -}. */
  static byte[] of(Path file) throws IOException {
    return isStandardInput(file) ? System.in.readAllBytes() : Files.readAllBytes(file);
  }

  /** Whether a name stands for standard input; a file of that name is {@code ./-}. */
  static boolean isStandardInput(Path file) {
    return file.equals(STANDARD_INPUT);
  }
}
