package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Input files for tests, with names that say nothing, and what must hold of every refusal. */
final class Inputs {
  private final Path folder;
  private int count;

  Inputs(Path folder) {
    this.folder = folder;
  }

  Path of(byte[] content) {
    try {
      return Files.write(folder.resolve("input" + count++), content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }

  /** A file that NumPy wrote; see make.py beside it. */
  static Path numpy(String name) {
    try {
      return Path.of(Objects.requireNonNull(Inputs.class.getResource("/numpy/" + name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The refusal of {@code file} by {@code reading}: one clear line that starts with the file. */
  static String refusal(Path file, ThrowingCallable reading) {
    BadInput refusal = catchThrowableOfType(BadInput.class, reading);
    assertThat(refusal).as("a refusal of %s", file).isNotNull();
    String message = Objects.requireNonNull(refusal.getMessage());
    String prefix = file.toString();
    assertThat(message).startsWith(prefix);
    assertThat(message.substring(prefix.length()))
        .as("one line, without class names")
        .doesNotContain("\n", "Exception", "java.", "com.", "Json", "Stream", "`")
        .hasSizeLessThan(400);
    return message.substring(prefix.length());
  }
}
