package org.dlmcert.models.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dlmcert.io.Place;
import org.dlmcert.models.tensor.BinaryFormat;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/**
 * Reads safetensors files: eight bytes of length, a JSON header of that length with type, shape and
 * place of each tensor, then the tensors' bytes, little-endian, without gaps or overlaps. Nothing
 * is allocated for a tensor before its bytes are known to be there.
 */
final class Safetensors {
  private static final int MOST_HEADER = 100_000_000;

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("F16", ElementType.FLOAT16),
          Map.entry("BF16", ElementType.BFLOAT16),
          Map.entry("F32", ElementType.FLOAT),
          Map.entry("F64", ElementType.DOUBLE),
          Map.entry("I8", ElementType.INT8),
          Map.entry("I16", ElementType.INT16),
          Map.entry("I32", ElementType.INT32),
          Map.entry("I64", ElementType.INT64),
          Map.entry("U8", ElementType.UINT8),
          Map.entry("BOOL", ElementType.BOOL));

  /** What the header says of a tensor. */
  private record Entry(String name, String type, List<Long> shape, long begin, long end) {}

  private Safetensors() {}

  /**
   * The tensors by name, in the order of the header.
   *
   * @throws org.dlmcert.io.BadInput if the file is malformed
   */
  static Map<String, Tensor> read(byte[] bytes, Place place) {
    if (bytes.length < 8) {
      throw place.expected("a safetensors file", "only " + bytes.length + " bytes");
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MOST_HEADER || length > bytes.length - 8) {
      throw place.expected(
          "a header of 2 to " + Math.min(MOST_HEADER, bytes.length - 8) + " bytes",
          Long.toUnsignedString(length));
    }
    int start = 8 + (int) length;
    List<Entry> entries = header(bytes, (int) length, place.at("header"));
    checkCovered(entries, bytes.length - start, place);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Place at = place.at("tensor " + Place.quote(entry.name()));
      ElementType type = TYPES.get(entry.type());
      if (type == null) {
        throw at.expected(
            "one of the types " + String.join(", ", new TreeSet<>(TYPES.keySet())),
            Place.quote(entry.type()));
      }
      ByteBuffer data =
          ByteBuffer.wrap(bytes, start + (int) entry.begin(), (int) (entry.end() - entry.begin()))
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);
      try {
        tensors.put(entry.name(), tensor(type, Shape.ofLongs(entry.shape()), data));
      } catch (Unfit unfit) {
        throw unfit.at(at);
      }
    }
    return tensors;
  }

  private static Tensor tensor(ElementType type, Shape shape, ByteBuffer data) {
    if (data.remaining() != (long) shape.size() * type.bytes()) {
      throw new Unfit(
          (long) shape.size() * type.bytes() + " bytes for " + shape + " of " + type,
          "" + data.remaining());
    }
    if (!type.isInteger()) {
      return BinaryFormat.valueOf(type.name()).values(type, shape, data);
    }
    return Tensor.of(
        type,
        shape,
        IntegerVector.of(
            shape.size(),
            k ->
                BigInteger.valueOf(
                    switch (type) {
                      case INT8 -> data.get();
                      case INT16 -> data.getShort();
                      case INT32 -> data.getInt();
                      case INT64 -> data.getLong();
                      default -> data.get() & 0xff;
                    })),
        BigInteger.ONE);
  }

  /** The tensors' bytes follow each other, and there are no others. */
  private static void checkCovered(List<Entry> entries, long size, Place place) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != at || entry.end() < at || entry.end() > size) {
        throw place
            .at("tensor " + Place.quote(entry.name()))
            .expected(
                "data_offsets that begin at " + at + " and end by " + size,
                entry.begin() + " to " + entry.end());
      }
      at = entry.end();
    }
    if (at != size) {
      throw place.expected(at + " bytes of tensors", "" + size);
    }
  }

  private static List<Entry> header(byte[] bytes, int length, Place place) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    List<Entry> entries = new ArrayList<>();
    try (JsonParser json = factory.createParser(bytes, 8, length)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "a JSON object", json, place);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        expect(json.nextToken() == JsonToken.START_OBJECT, "an object", json, place.at(name));
        if (name.equals("__metadata__")) {
          json.skipChildren();
        } else {
          entries.add(entry(name, json, place.at("header, " + Place.quote(name))));
        }
      }
      expect(json.currentToken() == JsonToken.END_OBJECT, "the end of the object", json, place);
      expect(json.nextToken() == null, "the end of the header", json, place);
    } catch (JsonProcessingException malformed) {
      String why = malformed.getOriginalMessage();
      throw place.expected("JSON", why == null ? "something else" : Place.quote(why));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return entries;
  }

  private static Entry entry(String name, JsonParser json, Place place) throws IOException {
    String type = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    int fields = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      fields++;
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          expect(json.currentToken() == JsonToken.VALUE_STRING, "a text", json, place);
          type = json.getText();
        }
        case "shape" -> shape = longs(json, place);
        case "data_offsets" -> offsets = longs(json, place);
        default -> throw place.expected("only dtype, shape and data_offsets", Place.quote(field));
      }
    }
    if (fields != 3 || offsets.size() != 2) {
      throw place.expected(
          "dtype, shape and two data_offsets",
          fields + " fields and " + offsets.size() + " data_offsets");
    }
    return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> longs(JsonParser json, Place place) throws IOException {
    expect(json.currentToken() == JsonToken.START_ARRAY, "a list of integers", json, place);
    List<Long> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && json.getLongValue() >= 0,
          "integers from 0 to 2^63 - 1",
          json,
          place);
      values.add(json.getLongValue());
    }
    return values;
  }

  private static void expect(boolean holds, String expected, JsonParser json, Place place) {
    if (!holds) {
      JsonToken found = json.currentToken();
      throw place.expected(expected, found == null ? "the end" : found.toString());
    }
  }
}
