package org.dlmcert.certify.lift;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.dlmcert.io.Place;

/**
 * The groups that a streamed lift has looked at, a line for each in a file that only grows. A
 * process that is killed leaves a file whose last line may be half written: the lines before it
 * count.
 */
public final class LiftCheckpoint implements StreamedLift.Known, Closeable {
  private static final String FORMAT = "dlmcert-lift-checkpoint/1 ";
  private static final Pattern LINE = Pattern.compile("([0-9]+):([0-9,]*) ([0-9a-f]{1,8})");

  private final FileChannel file;
  private final Map<Integer, List<Integer>> known;

  private LiftCheckpoint(FileChannel file, Map<Integer, List<Integer>> known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Begins a file.
   *
   * @param problem what the question is, as a word without blanks
   * @throws IOException if it exists, or cannot be written
   */
  public static LiftCheckpoint begin(Path path, String problem) throws IOException {
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    append(file, FORMAT + problem + "\n");
    return new LiftCheckpoint(file, new ConcurrentHashMap<>());
  }

  /**
   * Goes on with a file.
   *
   * @throws BadInput if it is of another question, or no such file
   */
  public static LiftCheckpoint resume(Path path, String problem) throws IOException {
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
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
    file.truncate(at);
    file.position(at);
    return new LiftCheckpoint(file, known);
  }

  @Override
  public Optional<List<Integer>> dependent(int group) {
    return Optional.ofNullable(known.get(group));
  }

  @Override
  public synchronized void found(int group, List<Integer> dependent) {
    String line =
        group + ":" + dependent.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      append(file, line + " " + sum(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return Long.toHexString(sum.getValue());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
