package org.dlmcert.models.tensor;

import java.math.BigInteger;

/**
 * The element types of ONNX that hold real numbers. The values of floating point tensors are exact
 * rationals, whatever the type: nothing is rounded, so nothing overflows. Integers that leave the
 * range of their type, where ONNX wraps around or says nothing, are refused.
 */
public enum ElementType {
  FLOAT16(2, false),
  BFLOAT16(2, false),
  FLOAT(4, false),
  DOUBLE(8, false),
  INT8(1, true),
  INT16(2, true),
  INT32(4, true),
  INT64(8, true),
  UINT8(1, true),
  UINT16(2, true),
  UINT32(4, true),
  UINT64(8, true),
  BOOL(1, true);

  private final int bytes;
  private final boolean integer;

  ElementType(int bytes, boolean integer) {
    this.bytes = bytes;
    this.integer = integer;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether values are integers of a bounded range. */
  public boolean isInteger() {
    return integer;
  }

  private boolean isUnsigned() {
    return name().startsWith("U") || this == BOOL;
  }

  /** The least value of an integer type. */
  public BigInteger least() {
    return isUnsigned() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(8 * bytes - 1).negate();
  }

  /** The greatest value of an integer type. */
  public BigInteger greatest() {
    return this == BOOL
        ? BigInteger.ONE
        : BigInteger.ONE
            .shiftLeft(isUnsigned() ? 8 * bytes : 8 * bytes - 1)
            .subtract(BigInteger.ONE);
  }
}
