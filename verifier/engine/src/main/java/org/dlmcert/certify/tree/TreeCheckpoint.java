package org.dlmcert.certify.tree;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.dlmcert.certificate.Subject;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Journal;
import org.dlmcert.model.Instance;
import org.dlmcert.task.Memory;

/**
 * A file with the subtrees that have been searched, a line for each, so that a search that was
 * stopped, by whatever means, can be resumed with the same result.
 *
 * <p>The first line names the instance by its digest. Every other line is a subtree: the tree that
 * it belongs to, the choices that it is below, how many primes it took, and a checksum. One search
 * may try several trees (of reductions, of scaled and folded classes); a line counts for its own
 * only. A last line that is not whole is what a process left that was killed while writing, and is
 * cut off. Safe for use by several threads.
 */
public final class TreeCheckpoint implements Memory, Closeable {
  /** The number is another when the order of the samples or the choice of primes changes. */
  private static final String FORMAT = "dlmcert-patterns/1 ";

  private final Journal journal;
  private final Map<String, String> known;

  private TreeCheckpoint(Journal journal, Map<String, String> known) {
    this.journal = journal;
    this.known = known;
  }

  /**
   * Begins a checkpoint file, replacing what is there.
   *
   * @throws IOException if it cannot be written
   */
  public static TreeCheckpoint begin(Path file, Instance instance) throws IOException {
    return new TreeCheckpoint(Journal.begin(file, header(instance)), new ConcurrentHashMap<>());
  }

  /**
   * Goes on with a checkpoint file, or begins it if it is missing or empty.
   *
   * @throws BadInput if it belongs to another instance, or is damaged before its last line
   * @throws IOException if it cannot be read or written
   */
  public static TreeCheckpoint resume(Path file, Instance instance) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return begin(file, instance);
    }
    String head = header(instance) + "\n";
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(head)) {
      throw new BadInput(
          file.toString(),
          "line 1",
          "a checkpoint of the patterns of this instance expected, found another file");
    }
    Map<String, String> known = new ConcurrentHashMap<>();
    int at = head.length();
    int line = 2;
    for (int end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at), line++) {
      String[] words = text.substring(at, end).split(" ", -1);
      if (words.length != 4 || !sum(words[0], words[1], words[2]).equals(words[3])) {
        throw new BadInput(
            file.toString(),
            "line " + line,
            "a subtree with its checksum expected, found damaged text");
      }
      known.put(words[0] + " " + words[1], words[2]);
      at = end + 1;
    }
    return new TreeCheckpoint(Journal.goOn(file, text.length(), at), known);
  }

  @Override
  public Optional<String> result(String work, String task) {
    return Optional.ofNullable(known.get(work + " " + task));
  }

  @Override
  public void keep(String work, String task, String result) {
    try {
      journal.append(String.join(" ", work, task, result, sum(work, task, result)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  private static String sum(String work, String task, String result) {
    CRC32 sum = new CRC32();
    sum.update(String.join(" ", work, task, result).getBytes(StandardCharsets.ISO_8859_1));
    return Long.toHexString(sum.getValue());
  }

  private static String header(Instance instance) {
    return FORMAT + new Subject.OfInstance(instance).sha256();
  }
}
