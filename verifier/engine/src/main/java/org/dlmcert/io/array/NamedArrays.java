package org.dlmcert.io.array;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;

/** The arrays of an NPZ archive, or the one of an NPY file, with their shapes and exact values. */
public final class NamedArrays {
  /** The name of the array of an NPY file. */
  public static final String UNNAMED = "";

  /**
   * An array.
   *
   * @param place the file and the name
   * @param integers whether its elements are integers by type
   * @param values all elements in C order, as one row
   */
  public record Named(Place place, List<Integer> shape, boolean integers, RationalMatrix values) {
    public Named {
      shape = List.copyOf(shape);
    }
  }

  private NamedArrays() {}

  /**
   * All arrays, in the order of the file.
   *
   * @throws BadInput if the file is neither NPY nor NPZ, or holds other than numbers
   */
  public static Map<String, Named> read(Path path, Numbers numbers) {
    Map<String, Named> arrays = new LinkedHashMap<>();
    try (Input input = Input.open(path)) {
      switch (input.format()) {
        case NPY -> {
          NpyArray array = NpyReader.read(input.bytes(), input.fixed());
          arrays.put(UNNAMED, named(array, numbers));
        }
        case ZIP -> {
          NpzArchive archive = NpzArchive.read(input, name -> true);
          archive.names().forEach(name -> arrays.put(name, named(archive.get(name), numbers)));
        }
        default -> throw input.expected("arrays in NPY or NPZ", input.format().words());
      }
    }
    return arrays;
  }

  /**
   * The names of the arrays of an NPZ archive, in its order.
   *
   * @throws BadInput if it is none
   */
  public static Set<String> names(Path path) {
    try (Input input = Input.open(path)) {
      return NpzArchive.read(input, name -> false).names();
    }
  }

  private static Named named(NpyArray array, Numbers numbers) {
    List<Rational> values = new ArrayList<>();
    if (array.rank() == 0) {
      values.add(array.value(numbers));
    } else {
      RationalMatrix matrix = array.flattened().matrix(numbers);
      for (int i = 0; i < matrix.rows(); i++) {
        values.addAll(matrix.row(i));
      }
    }
    return new Named(
        array.fixed(),
        array.shape(),
        array.isInteger(),
        RationalMatrix.of(1, values.size(), (i, j) -> values.get(j)));
  }
}
