package org.dlmcert.census;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Journal;
import org.dlmcert.io.Sha256;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;

/**
 * A file to which finished blocks of a search are appended, so that a search that was stopped, by
 * whatever means, can be resumed with the same result.
 *
 * <p>The first line names the instance by its digest. Every other line is a block: its number, its
 * answers separated by bars, and a checksum of both. A last line that is not whole is what a
 * process left that was killed while writing, and is cut off. Safe for use by several threads.
 */
public final class Checkpoint implements Closeable {
  /** The search that a file belongs to, with the numbers on which its blocks depend. */
  public enum Kind {
    /** The census of the open cells. */
    CELLS("dlmcert-census/2 " + ChoiceBlocks.SIZE),
    /** The census of all faces. */
    FACES("dlmcert-face-census/2 " + ChoiceBlocks.SIZE),
    /** The search for the least loss, by products of cells. */
    LEAST_LOSS("dlmcert-least-loss/2 32 256");

    private final String header;

    Kind(String header) {
      this.header = header;
    }
  }

  private final Journal journal;
  private final Map<Integer, List<String>> blocks;

  private Checkpoint(Journal journal, Map<Integer, List<String>> blocks) {
    this.journal = journal;
    this.blocks = blocks;
  }

  /**
   * Begins a checkpoint file, replacing what is there.
   *
   * @throws IOException if it cannot be written
   */
  public static Checkpoint begin(Path file, Kind kind, Instance instance) throws IOException {
    return new Checkpoint(Journal.begin(file, header(kind, instance)), Map.of());
  }

  /**
   * Goes on with a checkpoint file, or begins it if it is missing or empty.
   *
   * @throws BadInput if it belongs to another instance, or is damaged before its last line
   * @throws IOException if it cannot be read or written
   */
  public static Checkpoint resume(Path file, Kind kind, Instance instance) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return begin(file, kind, instance);
    }
    byte[] bytes = Files.readAllBytes(file);
    Map<Integer, List<String>> blocks = new HashMap<>();
    int line = 1;
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
      if (line == 1) {
        if (!text.equals(header(kind, instance))) {
          throw new BadInput(
              file.toString(),
              "line 1",
              "a checkpoint of this search of this instance expected, found another file");
        }
      } else if (!read(text, blocks)) {
        throw new BadInput(
            file.toString(),
            "line " + line,
            "a block with its checksum expected, found damaged text");
      }
      start = at + 1;
      line++;
    }
    if (line == 1) {
      throw new BadInput(
          file.toString(), "line 1", "a checkpoint of a search expected, found no whole line");
    }
    return new Checkpoint(Journal.goOn(file, bytes.length, start), blocks);
  }

  /** The answers of the blocks that were finished before, by their numbers. */
  public Map<Integer, List<String>> blocks() {
    return blocks;
  }

  /** Appends a finished block. */
  public void append(int block, List<String> answers) {
    String text = block + "|" + String.join("|", answers);
    try {
      journal.append(text + "|" + checksum(text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  private static boolean read(String text, Map<Integer, List<String>> blocks) {
    int first = text.indexOf('|');
    int last = text.lastIndexOf('|');
    if (first <= 0
        || first == last
        || !checksum(text.substring(0, last)).equals(text.substring(last + 1))) {
      return false;
    }
    blocks.put(
        Integer.parseInt(text.substring(0, first)),
        List.of(text.substring(first + 1, last).split("\\|", -1)));
    return true;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private static String header(Kind kind, Instance instance) {
    MessageDigest sha256 = Sha256.begin();
    OutputStream digesting = new DigestOutputStream(OutputStream.nullOutputStream(), sha256);
    try (CanonicalJson json = new CanonicalJson(digesting)) {
      InstanceWriter.writeCanonical(instance, json);
    }
    return kind.header + " " + HexFormat.of().formatHex(sha256.digest());
  }
}
