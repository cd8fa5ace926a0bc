package org.dlmcert.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the repository, from whatever module a test runs in. */
public final class Repository {
  private static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("dlmcert")) && Files.exists(at.resolve("proofs"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder with the launcher above " + start);
  }

  /**
   * Returns a file of the repository.
   *
   * @param path its path from the root, with {@code /}
   * @throws IllegalArgumentException if there is none
   */
  public static Path file(String path) {
    Path file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("no file " + file);
    }
    return file;
  }

  /** Returns a file of {@code examples/published}. */
  public static Path published(String name) {
    return file("examples/published").resolve(name);
  }
}
