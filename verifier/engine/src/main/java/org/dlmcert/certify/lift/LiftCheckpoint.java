package org.dlmcert.certify.lift;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Journal;
import org.dlmcert.io.Place;

/**
 * The groups that a streamed lift has looked at, a line for each in a file that only grows. A
 * process that is killed leaves a file whose last line may be half written: the lines before it
 * count.
 */
public final class LiftCheckpoint implements StreamedLift.Known, Closeable {
  private static final String FORMAT = "dlmcert-lift-checkpoint/1 ";
  private static final Pattern LINE = Pattern.compile("([0-9]+):([0-9,]*) ([0-9a-f]{1,8})");

  private final Journal journal;
  private final Map<Integer, List<Integer>> known;

  private LiftCheckpoint(Journal journal, Map<Integer, List<Integer>> known) {
    this.journal = journal;
    this.known = known;
  }

  /**
   * Begins a file.
   *
   * @param problem what the question is, as a word without blanks
   * @throws IOException if it cannot be written
   */
  public static LiftCheckpoint begin(Path path, String problem) throws IOException {
    return new LiftCheckpoint(Journal.begin(path, FORMAT + problem), new ConcurrentHashMap<>());
  }

  /**
   * Goes on with a file, or begins it if it is missing or empty.
   *
   * @throws BadInput if it is of another question, or no such file
   */
  public static LiftCheckpoint resume(Path path, String problem) throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) {
      return begin(path, problem);
    }
    String head = FORMAT + problem + "\n";
    String text = Files.readString(path, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(head)) {
      throw Place.of(path).expected("a checkpoint of this lift", "another file");
    }
    Map<Integer, List<Integer>> known = new ConcurrentHashMap<>();
    int at = head.length();
    for (int end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
      Matcher line = LINE.matcher(text.substring(at, end));
      if (!line.matches() || !line.group(3).equals(sum(line.group(1) + ":" + line.group(2)))) {
        break;
      }
      known.put(
          Integer.valueOf(line.group(1)),
          Arrays.stream(line.group(2).split(","))
              .filter(row -> !row.isEmpty())
              .map(Integer::valueOf)
              .toList());
      at = end + 1;
    }
    return new LiftCheckpoint(Journal.goOn(path, text.length(), at), known);
  }

  @Override
  public Optional<List<Integer>> dependent(int group) {
    return Optional.ofNullable(known.get(group));
  }

  @Override
  public void found(int group, List<Integer> dependent) {
    String line =
        group + ":" + dependent.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      journal.append(line + " " + sum(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return Long.toHexString(sum.getValue());
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
