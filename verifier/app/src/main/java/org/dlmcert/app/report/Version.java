package org.dlmcert.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of the program, from the resource that Maven fills in. */
public final class Version {

  private static final String RESOURCE = "version.txt";

  private Version() {}

  /** The line that {@code --version} prints. */
  public static String line() {
    return "dlmcert " + current();
  }

  /** The version, such as {@code 1.0.0}. */
  static String current() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
