package org.dlmcert.models.operator;

import java.util.Arrays;
import java.util.Map;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Unfit;

/** The numbers by which ONNX names element types (TensorProto.DataType). */
public final class OnnxTypes {
  private static final Map<Long, ElementType> BY_NUMBER =
      Map.ofEntries(
          Map.entry(1L, ElementType.FLOAT),
          Map.entry(2L, ElementType.UINT8),
          Map.entry(3L, ElementType.INT8),
          Map.entry(4L, ElementType.UINT16),
          Map.entry(5L, ElementType.INT16),
          Map.entry(6L, ElementType.INT32),
          Map.entry(7L, ElementType.INT64),
          Map.entry(9L, ElementType.BOOL),
          Map.entry(10L, ElementType.FLOAT16),
          Map.entry(11L, ElementType.DOUBLE),
          Map.entry(12L, ElementType.UINT32),
          Map.entry(13L, ElementType.UINT64),
          Map.entry(16L, ElementType.BFLOAT16));

  private OnnxTypes() {}

  /**
   * The type of that number.
   *
   * @throws Unfit if it is no type of real numbers
   */
  public static ElementType named(long number) {
    ElementType type = BY_NUMBER.get(number);
    if (type == null) {
      throw new Unfit(
          "an element type that is supported ("
              + Arrays.toString(ElementType.values()).replaceAll("[\\[\\]]", "")
              + ")",
          number == 8 ? "texts" : "the element type number " + number);
    }
    return type;
  }
}
