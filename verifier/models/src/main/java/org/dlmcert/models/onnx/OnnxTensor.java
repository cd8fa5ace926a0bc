package org.dlmcert.models.onnx;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntFunction;
import org.dlmcert.models.operator.OnnxTypes;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.tensor.BinaryFormat;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** The exact values of a tensor of ONNX, whether they are stored as bytes or in typed fields. */
final class OnnxTensor {
  private final TensorProto proto;
  private final ElementType type;
  private final Shape shape;

  private OnnxTensor(TensorProto proto) {
    this.proto = proto;
    this.type = OnnxTypes.named(proto.getDataType());
    this.shape = Shape.ofLongs(proto.getDimsList());
  }

  /**
   * The tensor.
   *
   * @throws Unfit if its values are not in the file, are not as many as its shape needs, or are no
   *     finite numbers
   */
  static Tensor read(TensorProto proto) {
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || proto.getExternalDataCount() > 0) {
      throw new Unfit(
          "values in the file",
          "external data, in another file, which is not read: save the model in one file");
    }
    if (proto.hasSegment()) {
      throw new Unfit("a whole tensor", "one in segments");
    }
    OnnxTensor tensor = new OnnxTensor(proto);
    int typed =
        proto.getFloatDataCount()
            + proto.getInt32DataCount()
            + proto.getInt64DataCount()
            + proto.getDoubleDataCount()
            + proto.getUint64DataCount();
    if (proto.hasRawData() && typed > 0) {
      throw new Unfit("values as bytes or in typed fields", "both");
    }
    return proto.hasRawData() ? tensor.raw(proto.getRawData()) : tensor.typed();
  }

  private Tensor raw(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (!type.isInteger()) {
      return BinaryFormat.valueOf(type.name()).values(type, shape, buffer);
    }
    if (buffer.remaining() != (long) shape.size() * type.bytes()) {
      throw new Unfit(
          (long) shape.size() * type.bytes() + " bytes for " + shape + " of " + type,
          "" + buffer.remaining());
    }
    boolean unsigned = type.least().signum() == 0;
    BigInteger modulus = BigInteger.ONE.shiftLeft(8 * type.bytes());
    return integers(
        k -> {
          long value =
              switch (type.bytes()) {
                case 1 -> buffer.get();
                case 2 -> buffer.getShort();
                case 4 -> buffer.getInt();
                default -> buffer.getLong();
              };
          BigInteger signed = BigInteger.valueOf(value);
          return unsigned && value < 0 ? signed.add(modulus) : signed;
        });
  }

  private Tensor typed() {
    return switch (type) {
      case FLOAT -> {
        List<Float> values = counted(proto.getFloatDataList());
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Float.BYTES);
        values.forEach(buffer::putFloat);
        yield BinaryFormat.FLOAT.values(type, shape, buffer.flip());
      }
      case DOUBLE -> {
        List<Double> values = counted(proto.getDoubleDataList());
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Double.BYTES);
        values.forEach(buffer::putDouble);
        yield BinaryFormat.DOUBLE.values(type, shape, buffer.flip());
      }
      case FLOAT16, BFLOAT16 -> {
        List<Integer> values = counted(proto.getInt32DataList());
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Short.BYTES);
        for (int value : values) {
          if (value < 0 || value >= 1 << 16) {
            throw new Unfit("16 bits of a number", "" + value);
          }
          buffer.putShort((short) value);
        }
        yield BinaryFormat.valueOf(type.name()).values(type, shape, buffer.flip());
      }
      case INT64 -> {
        List<Long> values = counted(proto.getInt64DataList());
        yield integers(k -> BigInteger.valueOf(values.get(k)));
      }
      case UINT32, UINT64 -> {
        List<Long> values = counted(proto.getUint64DataList());
        yield integers(k -> new BigInteger(Long.toUnsignedString(values.get(k))));
      }
      default -> {
        List<Integer> values = counted(proto.getInt32DataList());
        yield integers(k -> BigInteger.valueOf(values.get(k)));
      }
    };
  }

  private <T> List<T> counted(List<T> values) {
    if (values.size() != shape.size()) {
      throw new Unfit(shape.size() + " values for " + shape, "" + values.size());
    }
    return values;
  }

  private Tensor integers(IntFunction<BigInteger> value) {
    return Tensor.of(type, shape, IntegerVector.of(shape.size(), value), BigInteger.ONE);
  }
}
