package org.dlmcert.io;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The arrays of an NPZ archive, by name. */
final class NpzArchive {
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
   * @throws BadInput if the archive or a wanted array is damaged, or a name occurs twice
   */
  static NpzArchive read(Input input, Predicate<String> wanted) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    Place place = input.fixed();
    try {
      // One guard for all entries: the limit is on what the archive expands to in all.
      ZipInputStream zip = new ZipInputStream(input.bytes());
      ExpandedStream expanded = new ExpandedStream(zip);
      for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
        String name = entry.getName();
        if (name.endsWith(EXTENSION)) {
          name = name.substring(0, name.length() - EXTENSION.length());
        }
        if (!names.add(name)) {
          throw place.expected("each array once", Place.quote(name) + " a second time");
        }
        if (names.size() > MOST_ENTRIES) {
          throw place.bad("more than " + MOST_ENTRIES + " arrays");
        }
        if (wanted.test(name)) {
          arrays.put(name, NpyReader.read(expanded, place.at("array " + name)));
        }
      }
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
    if (names.isEmpty()) {
      throw place.expected("an NPZ archive of arrays", "an empty or damaged zip archive");
    }
    return new NpzArchive(place, names, arrays);
  }

  private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException malformedName) {
      throw new ZipException("malformed name of an entry");
    }
  }

  Place place() {
    return place;
  }

  /** The names of all arrays, in the archive's order. */
  Set<String> names() {
    return names;
  }

  /** The wanted array of this name, if the archive has it. */
  Optional<NpyArray> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * The wanted array of this name.
   *
   * @throws BadInput if the archive does not have it
   */
  NpyArray get(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw place.expected("the array " + name, "only " + String.join(", ", names));
    }
    return array;
  }
}
