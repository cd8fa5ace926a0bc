package org.dlmcert.app.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.dlmcert.app.report.InputErrors;
import org.dlmcert.app.report.UsageError;

/**
 * The files a command writes: all of them, whole, or none.
 *
 * <p>Contents are {@linkplain #stage staged} under a temporary name in the target's own directory,
 * and moved into place together by {@link #commit}, once the command has ended with a report. An
 * existing file is refused without {@code --force}: before the work begins, by {@link #check}, and
 * again when the file is moved, where a hard link makes refusal and creation one step. {@link
 * #close} removes what was not committed; after it nothing more is written, whoever tries.
 */
public final class OutputFiles implements AutoCloseable {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  private final boolean force;
  private final Map<Path, Path> temporaryByTarget = new LinkedHashMap<>();
  private final Set<Path> checkedForOutput = new HashSet<>();
  private Optional<byte[]> standardOutput = Optional.empty();
  private boolean accepting = true;
  private boolean closed;

  private OutputFiles(boolean force) {
    this.force = force;
  }

  /** Output files that never replace an existing file. */
  public static OutputFiles keepingExisting() {
    return new OutputFiles(false);
  }

  /** Output files that replace existing regular files. */
  public static OutputFiles replacingExisting() {
    return new OutputFiles(true);
  }

  /**
   * Checks that the file can be written.
   *
   * @throws UsageError if it exists and may not be replaced, is no regular file, or its directory
   *     is missing or not writable
   */
  public synchronized void check(Path target) {
    if (!isStandardOutput(target)) {
      resolve(target);
    } else if (!checkedForOutput.add(target)) {
      throw new UsageError(
          "-: standard output takes one of the results; name files for the others");
    }
  }

  /** Whether a name stands for standard output; a file of that name is {@code ./-}. */
  static boolean isStandardOutput(Path target) {
    return target.equals(STANDARD_OUTPUT);
  }

  /** What was staged for standard output. */
  public synchronized Optional<byte[]> standardOutput() {
    return standardOutput;
  }

  /**
   * Writes the contents under a temporary name next to the target.
   *
   * @throws UsageError as {@link #check}, or if writing fails, or if the target has been staged
   *     before
   * @throws CancellationException after {@link #discard} or {@link #close}
   */
  public synchronized void stage(Path target, byte[] contents) {
    if (!accepting) {
      throw new CancellationException("the command has ended");
    }
    if (isStandardOutput(target)) {
      if (standardOutput.isPresent()) {
        throw new UsageError(target + ": named for two outputs");
      }
      standardOutput = Optional.of(contents.clone());
      return;
    }
    Path file = resolve(target);
    if (temporaryByTarget.containsKey(file)) {
      throw new UsageError(target + ": named for two outputs");
    }
    // Without the file's own name, which may have letters that the locale has not.
    Path temporary = file.resolveSibling(".dlmcert-" + UUID.randomUUID() + ".tmp");
    temporaryByTarget.put(file, temporary);
    try {
      Files.write(temporary, contents, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** The same for a page about the command, which may have been given up: its report is kept. */
  synchronized void stagePage(Path target, byte[] contents) {
    boolean before = accepting;
    accepting = !closed;
    try {
      stage(target, contents);
    } finally {
      accepting = before;
    }
  }

  /** The SVG files that were staged, in the order of their making. */
  synchronized List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (Map.Entry<Path, Path> entry : temporaryByTarget.entrySet()) {
      if (entry.getKey().toString().endsWith(".svg")) {
        pictures.add(Files.readAllBytes(entry.getValue()));
      }
    }
    return pictures;
  }

  /**
   * Moves all staged files into place.
   *
   * @return whether this was done; false after {@link #close}
   * @throws UsageError if a file has come to exist in the meantime, or cannot be moved
   */
  public synchronized boolean commit() {
    if (closed) {
      return false;
    }
    for (Map.Entry<Path, Path> entry : temporaryByTarget.entrySet()) {
      Path target = entry.getKey();
      try {
        if (force) {
          replace(entry.getValue(), target);
        } else {
          create(entry.getValue(), target);
        }
      } catch (FileAlreadyExistsException e) {
        throw exists(target);
      } catch (IOException e) {
        throw cannotWrite(target, e);
      }
    }
    temporaryByTarget.clear();
    return true;
  }

  /**
   * Removes what was staged but this file, and accepts no more: the job has been given up.
   *
   * @return whether the file was staged, and so will be written by {@link #commit}
   */
  public synchronized boolean keepOnly(Path target) {
    Optional<byte[]> bytes = isStandardOutput(target) ? standardOutput : Optional.empty();
    Path file = bytes.isPresent() ? target : resolve(target);
    Path temporary = temporaryByTarget.remove(file);
    discard();
    standardOutput = bytes;
    if (temporary != null) {
      temporaryByTarget.put(file, temporary);
    }
    return temporary != null || bytes.isPresent();
  }

  /** Removes what was staged and accepts no more: the job has been given up. */
  public synchronized void discard() {
    accepting = false;
    standardOutput = Optional.empty();
    for (Path temporary : temporaryByTarget.values()) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The directory is gone or no longer ours: nothing is left that could be removed.
        continue;
      }
    }
    temporaryByTarget.clear();
  }

  /** Removes what was not committed; nothing is written from now on. */
  @Override
  public synchronized void close() {
    closed = true;
    discard();
  }

  private Path resolve(Path target) {
    Path file = target.toAbsolutePath();
    if (file.getFileName() == null) {
      throw new UsageError(target + ": is a directory; a file name was expected");
    }
    if (Files.exists(file)) {
      if (Files.isDirectory(file)) {
        throw new UsageError(target + ": is a directory; a file name was expected");
      }
      if (!Files.isRegularFile(file)) {
        throw new UsageError(target + ": is not a regular file and is not replaced");
      }
      if (!force) {
        throw exists(target);
      }
    }
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new UsageError(target + ": the directory " + directory + " does not exist");
    }
    if (!Files.isWritable(directory)) {
      throw new UsageError(target + ": no permission to write in " + directory);
    }
    try {
      // Through a symbolic link, so that the link stays one and its target is replaced.
      return Files.exists(file)
          ? file.toRealPath()
          : directory.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private static void replace(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void create(Path temporary, Path target) throws IOException {
    boolean linked;
    try {
      Files.createLink(target, temporary);
      linked = true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      linked = false;
    }
    if (linked) {
      Files.delete(temporary);
    } else {
      Files.move(temporary, target);
    }
  }

  private static UsageError exists(Path target) {
    return new UsageError(target + ": file exists; give --force to overwrite it");
  }

  private static UsageError cannotWrite(Path target, IOException e) {
    return new UsageError(target + ": cannot be written: " + InputErrors.reason(e));
  }
}
