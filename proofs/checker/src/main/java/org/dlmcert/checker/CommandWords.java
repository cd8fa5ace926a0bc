package org.dlmcert.checker;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The words of the command line, and the files that they name. In a locale of ASCII alone
 * (LC_ALL=C) Java reads each other byte of them as U+FFFD, and can form no name with such bytes.
 * Linux keeps the bytes, and a URI names a file by them.
 */
public final class CommandWords {
  private static final Path KEPT = Path.of("/proc/self/cmdline");
  private static final String LOST = "\ufffd";

  private CommandWords() {}

  /** Returns the words in UTF-8, where Java lost some of their bytes and the system has them. */
  public static String[] of(String[] args) {
    if (!String.join("", args).contains(LOST)) {
      return args;
    }
    try {
      String all = new String(Files.readAllBytes(KEPT), StandardCharsets.UTF_8);
      // Each word ends with a NUL; those for Java come first.
      String[] kept = all.split("\0", -1);
      int from = kept.length - 1 - args.length;
      return from < 1 ? args : Arrays.copyOfRange(kept, from, kept.length - 1);
    } catch (IOException e) {
      return args;
    }
  }

  /**
   * Returns the path with the name's bytes in UTF-8, whatever the locale.
   *
   * @throws InvalidPathException if there is none
   */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      if (name.contains(LOST) || name.indexOf('\0') >= 0) {
        throw e;
      }
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      String escaped = HexFormat.of().withPrefix("%").formatHex(bytes);
      Path rooted = Path.of(URI.create("file:///" + escaped));
      return name.startsWith("/") ? rooted : rooted.subpath(0, rooted.getNameCount());
    }
  }
}
