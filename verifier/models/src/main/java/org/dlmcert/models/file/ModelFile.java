package org.dlmcert.models.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.ModelHead;
import org.dlmcert.io.Place;
import org.dlmcert.io.Sha256;
import org.dlmcert.io.array.NamedArrays;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.onnx.OnnxReader;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** A file with a model: ONNX, safetensors or NPZ, told by its content. */
public sealed interface ModelFile {
  /** A file with a graph. */
  record Onnx(Graph graph) implements ModelFile {}

  /** A file with weights by name. */
  record Weights(StateDict weights) implements ModelFile {}

  /** What a file of a model is. */
  String MODEL = "a model: ONNX, safetensors, or an NPZ archive of a state_dict,";

  /** The longest file read, in bytes. */
  long MOST_BYTES = 1L << 30;

  /**
   * Whether a file holds a model, not an instance or data.
   *
   * @throws BadInput if it looks like an NPZ archive and is none
   */
  static boolean isModel(Path path) {
    byte[] head = head(path);
    if (isZip(head)) {
      Set<String> names = NamedArrays.names(path);
      return !names.contains("inputs") && !names.contains("widths");
    }
    return ModelHead.isOnnx(head) || ModelHead.isSafetensors(head);
  }

  /**
   * The model in a file.
   *
   * @throws BadInput if there is none
   */
  static ModelFile read(Path path) {
    Place place = Place.of(path);
    byte[] head = head(path);
    if (isZip(head)) {
      return new Weights(new StateDict(place, tensors(path)));
    }
    if (ModelHead.isSafetensors(head)) {
      return new Weights(new StateDict(place, Safetensors.read(bytes(path), place)));
    }
    if (head.length == 0) {
      throw place.expected(MODEL, "an empty file");
    }
    if (!ModelHead.isOnnx(head)) {
      throw place.expected(
          MODEL,
          "bytes that begin with " + Place.quote(new String(head, StandardCharsets.ISO_8859_1)));
    }
    return new Onnx(OnnxReader.model(bytes(path), place));
  }

  /**
   * The SHA-256 of a file, 64 lower case hexadecimal digits.
   *
   * @throws BadInput if it cannot be read
   */
  static String sha256(Path path) {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failure) {
      throw Input.unreadable(failure, Place.of(path));
    }
  }

  /**
   * The tensor in a file of ONNX's test data.
   *
   * @throws BadInput if there is none
   */
  static Tensor tensor(Path path) {
    return OnnxReader.tensor(bytes(path), Place.of(path));
  }

  /** The graph of the model. */
  default Graph graph(Optional<Rational> slope, Optional<List<String>> order) {
    if (this instanceof Onnx onnx) {
      return onnx.graph();
    }
    StateDict weights = ((Weights) this).weights();
    return weights.graph(
        slope.orElseThrow(
            () ->
                weights
                    .place()
                    .expected(
                        "the slope of the activation on negative inputs, --slope S,",
                        "none: weights alone do not say what it is")),
        order);
  }

  /**
   * The arrays of an NPY or NPZ file as tensors; that of an NPY file has the name "".
   *
   * @throws BadInput if it is none
   */
  static Map<String, Tensor> tensors(Path path) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    NamedArrays.read(path, Numbers.EXACT)
        .forEach((name, array) -> tensors.put(name, tensor(array)));
    return tensors;
  }

  private static Tensor tensor(NamedArrays.Named array) {
    try {
      return Tensor.ofMatrix(
          array.integers() ? ElementType.INT64 : ElementType.DOUBLE,
          new Shape(array.shape()),
          array.values());
    } catch (Unfit unfit) {
      throw unfit.at(array.place());
    }
  }

  static boolean isZip(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] < 8 && head[3] < 8;
  }

  static byte[] head(Path path) {
    return start(path, 16);
  }

  private static byte[] bytes(Path path) {
    byte[] bytes = start(path, (int) MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw Place.of(path).expected("at most " + MOST_BYTES + " bytes", "more");
    }
    return bytes;
  }

  private static byte[] start(Path path, int length) {
    Place place = Place.of(path);
    if (Files.isDirectory(path)) {
      throw place.expected("a file", "a directory");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(length);
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
  }
}
