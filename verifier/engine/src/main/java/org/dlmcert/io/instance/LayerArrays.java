package org.dlmcert.io.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.io.Table;
import org.dlmcert.io.array.NpyArray;
import org.dlmcert.io.array.NpzArchive;
import org.dlmcert.io.number.Numbers;

/** Arrays of an archive whose names end with the number of a layer. */
public record LayerArrays(NpzArchive archive, Numbers numbers) {

  /** The tables prefix_1 to prefix_count: all of them, or none. */
  public Optional<InstanceFields.Layers> layers(String prefix, int count) {
    List<Table> tables = all(prefix, count).stream().map(a -> a.table(numbers)).toList();
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(new InstanceFields.Layers(tables, archive.place().at("arrays " + prefix)));
  }

  /** The arrays prefix_1 to prefix_count: all of them, or none. */
  public List<NpyArray> all(String prefix, int count) {
    List<NpyArray> arrays = new ArrayList<>();
    for (String name : archive.names()) {
      if (isNumbered(prefix, name)
          && Integer.parseInt(name.substring(prefix.length() + 1)) > count) {
        throw archive.get(name).expected(prefix + "_1 to " + prefix + "_" + count, name);
      }
    }
    if (archive.names().stream().anyMatch(name -> isNumbered(prefix, name))) {
      for (int l = 1; l <= count; l++) {
        arrays.add(archive.get(prefix + "_" + l));
      }
    }
    return arrays;
  }

  private static boolean isNumbered(String prefix, String name) {
    return name.matches(prefix + "_[1-9][0-9]{0,2}");
  }
}
