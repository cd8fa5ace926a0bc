package org.dlmcert.io.array;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.ExpandedStream;
import org.dlmcert.io.ForeignFormat;
import org.dlmcert.io.Input;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/** The arrays of an NPZ archive, by name. */
public final class NpzArchive {
  private static final String EXTENSION = ".npy";
  private static final int MOST_ENTRIES = 1_000;

  private final Place place;
  private final Set<String> names;
  private final Map<String, NpyArray> arrays;

  private NpzArchive(Place place, Set<String> names, Map<String, NpyArray> arrays) {
    this.place = place;
    this.names = names;
    this.arrays = arrays;
  }

  /**
   * Reads the arrays whose names are wanted; the others are only listed.
   *
   * <p>An archive is read by its directory, which is at its end: what comes before says too little
   * where the archive was written into a pipe. So it is copied first, to a file that is deleted.
   *
   * @throws BadInput if the archive or a wanted array is damaged, or a name occurs twice
   */
  public static NpzArchive read(Input input, Predicate<String> wanted) {
    Place place = input.fixed();
    try {
      Path copy = Files.createTempFile("dlmcert-", ".zip");
      try {
        try (OutputStream out = Files.newOutputStream(copy)) {
          new ExpandedStream(input.bytes()).transferTo(out);
        }
        try (ZipFile zip = new ZipFile(copy.toFile())) {
          return read(zip, wanted, place);
        }
      } finally {
        Files.delete(copy);
      }
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
  }

  /** The report that an archive stands where {@code expected} was expected. */
  public static BadInput instead(String expected, Input input) {
    read(input, name -> false); // of a foreign format, its own report
    return input.expected(expected, input.format().words());
  }

  private static NpzArchive read(ZipFile zip, Predicate<String> wanted, Place place)
      throws IOException {
    List<? extends ZipEntry> entries = Collections.list(zip.entries());
    Optional<ForeignFormat> foreign =
        ForeignFormat.ofEntries(entries.stream().map(ZipEntry::getName).toList());
    if (foreign.isPresent()) {
      throw foreign.get().instead("an NPZ archive of arrays", place);
    }
    if (entries.isEmpty()) {
      throw place.expected("an NPZ archive of arrays", "an empty or damaged zip archive");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw place.expected("at most " + MOST_ENTRIES + " arrays", "" + entries.size());
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    long[] left = {Limits.EXPANDED_BYTES};
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (name.endsWith(EXTENSION)) {
        name = name.substring(0, name.length() - EXTENSION.length());
      }
      if (!names.add(name)) {
        throw place.expected("each array once", Place.quote(name) + " a second time");
      }
      if (wanted.test(name)) {
        arrays.put(name, array(zip, entry, left, place.at("array " + name)));
      }
    }
    return new NpzArchive(place, names, arrays);
  }

  private static NpyArray array(ZipFile zip, ZipEntry entry, long[] left, Place place)
      throws IOException {
    // One guard for all entries: the limit is on what the archive expands to in all.
    try (InputStream packed = zip.getInputStream(entry)) {
      ExpandedStream expanded = new ExpandedStream(packed, left[0]);
      CheckedInputStream checked = new CheckedInputStream(expanded, new CRC32());
      NpyArray array = NpyReader.read(checked, place);
      left[0] = expanded.left();
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("checksum");
      }
      return array;
    }
  }

  public Place place() {
    return place;
  }

  /** The names of all arrays, in the archive's order. */
  public Set<String> names() {
    return names;
  }

  /** The wanted array of this name, if the archive has it. */
  public Optional<NpyArray> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * The wanted array of this name.
   *
   * @throws BadInput if the archive does not have it
   */
  public NpyArray get(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw place.expected("the array " + name, "only " + String.join(", ", names));
    }
    return array;
  }
}
