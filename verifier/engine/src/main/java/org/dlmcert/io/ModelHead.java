package org.dlmcert.io;

import java.util.Arrays;

/** Formats of models, told by their first bytes. */
public final class ModelHead {
  private ModelHead() {}

  /** A protocol buffer: field 1, a small version; then another field of an ONNX model. */
  public static boolean isOnnx(byte[] head) {
    return head.length > 2
        && head[0] == 8
        && head[1] > 0
        && head[1] < 64
        && (head[2] & 7) <= 2
        && head[2] >> 3 >= 2
        && head[2] >> 3 <= 25;
  }

  /** Safetensors: eight bytes of length, little-endian, and the JSON object that is so long. */
  public static boolean isSafetensors(byte[] head) {
    return head.length > 9
        && zero(head, 5, 6, 7)
        && head[8] == '{'
        && (head[9] == '"' || head[9] == '}' || head[9] == ' ');
  }

  static boolean zero(byte[] head, int... places) {
    return Arrays.stream(places).allMatch(k -> head[k] == 0);
  }
}
