package org.dlmcert.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An open input: its bytes, unpacked if they are gzipped, and their format. It is opened once and
 * read once from front to back, so that pipes work as well as files.
 */
public final class Input implements Place, AutoCloseable {
  /**
   * Bytes of which there may always be more: only reading finds the end. What is available in a
   * pipe cannot be asked for, and a pause must not look like the end of a gzip file of several
   * members.
   */
  private static final class Sequential extends FilterInputStream {
    Sequential(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  /** The name that stands for standard input; a file of that name is {@code ./-}. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private final String source;
  private final BufferedInputStream bytes;
  private final Format format;

  private Input(String source, BufferedInputStream bytes, Format format) {
    this.source = source;
    this.bytes = bytes;
    this.format = format;
  }

  /**
   * Opens a file, or standard input if the path is {@code -}.
   *
   * @throws BadInput if there is none, if it is a directory, or if it cannot be read
   */
  public static Input open(Path path) {
    boolean standard = path.equals(STANDARD_INPUT);
    Place place = standard ? Place.of("standard input", "") : Place.of(path);
    if (!standard && Files.isDirectory(path)) {
      throw place.expected("a file", "a directory");
    }
    try {
      return opened(standard ? System.in : Files.newInputStream(path), place);
    } catch (IOException failure) {
      throw unreadable(failure, place);
    }
  }

  /**
   * What is not in a file.
   *
   * @param place what to call it in messages
   * @throws BadInput if it is empty or cannot be unpacked
   */
  public static Input of(byte[] content, Place place) {
    try {
      return opened(new ByteArrayInputStream(content), place);
    } catch (IOException failure) {
      throw unreadable(failure, place);
    }
  }

  private static Input opened(InputStream raw, Place place) throws IOException {
    try {
      BufferedInputStream bytes = unpacked(new BufferedInputStream(new Sequential(raw), 1 << 16));
      bytes.mark(Format.WINDOW);
      byte[] head = bytes.readNBytes(Format.WINDOW);
      bytes.reset();
      if (head.length == 0) {
        throw place.expected("JSON, CSV, NPY, NPZ or MatrixMarket", "an empty file");
      }
      Optional<ForeignFormat> foreign = ForeignFormat.of(head);
      if (foreign.isPresent()) {
        throw foreign.get().instead("JSON, CSV, NPY, NPZ or MatrixMarket", place);
      }
      return new Input(place.source(), bytes, Format.of(head));
    } catch (IOException | RuntimeException failure) {
      raw.close();
      throw failure;
    }
  }

  private static BufferedInputStream unpacked(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    byte[] magic = bytes.readNBytes(2);
    bytes.reset();
    boolean gzipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    return gzipped
        ? new BufferedInputStream(new ExpandedStream(new GZIPInputStream(bytes, 1 << 16)), 1 << 16)
        : bytes;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public String where() {
    return "";
  }

  public Format format() {
    return format;
  }

  public InputStream bytes() {
    return bytes;
  }

  /** The input as UTF-8 text, without a byte order mark; malformed text is an IOException. */
  public Reader text() {
    Reader decoded =
        new InputStreamReader(
            bytes,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      PushbackReader text = new PushbackReader(decoded);
      int first = text.read();
      if (first >= 0 && first != '\uFEFF') {
        text.unread(first);
      }
      return text;
    } catch (IOException failure) {
      throw unreadable(failure, this);
    }
  }

  /** The report that reading failed, in words for people. */
  public static BadInput unreadable(IOException failure, Place place) {
    if (failure instanceof NoSuchFileException) {
      return place.bad("no such file");
    }
    if (failure instanceof AccessDeniedException) {
      return place.bad("no permission to read this file");
    }
    if (failure instanceof EOFException) {
      return place.expected("a complete file", "compressed data that ends too early");
    }
    if (failure instanceof CharacterCodingException) {
      String where = place.where().isEmpty() ? "" : "after " + place.where();
      return place.at(where).expected("UTF-8 text", "bytes that are not");
    }
    if (failure instanceof ExpandedStream.TooLarge) {
      return place.expected("at most " + Limits.EXPANDED_BYTES + " bytes when expanded", "more");
    }
    if (failure instanceof ZipException) {
      return place.expected("compressed data that can be expanded", "damaged data");
    }
    String reason = failure.getMessage();
    return place.expected(
        "a file that can be read",
        reason == null ? failure.getClass().getSimpleName() : Place.quote(reason));
  }

  /** Closes the file. */
  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException failure) {
      throw unreadable(failure, this);
    }
  }
}
