package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.tensor.BinaryFormat;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;

/** Values that are single precision numbers where nobody states them, such as 0.01. */
final class Single {
  private Single() {}

  /** The exact value of the single precision number nearest to p/q. */
  static Rational nearest(long p, long q) {
    return exact(
        BinaryFormat.FLOAT,
        BinaryFormat.FLOAT.nearest(BigInteger.valueOf(p), BigInteger.valueOf(q)));
  }

  /** The exact value of a number of a format, by its bits. */
  static Rational exact(BinaryFormat format, long bits) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
    buffer.putLong(0, bits);
    buffer.position(Long.BYTES - format.bytes());
    return format.values(ElementType.DOUBLE, Shape.SCALAR, buffer).value(0);
  }
}
