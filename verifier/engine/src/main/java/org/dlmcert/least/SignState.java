package org.dlmcert.least;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a node of the search knows: the signs of output weights, and of preactivations of units on
 * samples; 0 where it does not know. Never changed.
 */
final class SignState {
  private final byte[] output;
  private final byte[][] input;

  private SignState(byte[] output, byte[][] input) {
    this.output = output;
    this.input = input;
  }

  /** Knows nothing. */
  static SignState none(int units, int samples) {
    return new SignState(new byte[units], new byte[units][samples]);
  }

  int output(int unit) {
    return output[unit];
  }

  int input(int unit, int sample) {
    return input[unit][sample];
  }

  int samples() {
    return output.length == 0 ? 0 : input[0].length;
  }

  /** The units of equal noise of which it knows the same as of this one, itself included. */
  int[] twins(int unit, LeastProblem problem) {
    return IntStream.range(0, output.length)
        .filter(
            j ->
                output[j] == output[unit]
                    && Arrays.equals(input[j], input[unit])
                    && problem.equalNoise(unit, j))
        .toArray();
  }

  SignState withOutput(int sign, int... units) {
    byte[] signs = output.clone();
    for (int i : units) {
      signs[i] = (byte) sign;
    }
    return new SignState(signs, input);
  }

  SignState withInput(int sample, int sign, int... units) {
    byte[][] signs = input.clone();
    for (int i : units) {
      signs[i] = signs[i].clone();
      signs[i][sample] = (byte) sign;
    }
    return new SignState(output, signs);
  }

  /** One word: for each unit its output sign and its input signs. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < output.length; i++) {
      text.append(i == 0 ? "" : ",").append(letter(output[i]));
      for (byte sign : input[i]) {
        text.append(letter(sign));
      }
    }
    return text.toString();
  }

  private static char letter(byte sign) {
    return sign > 0 ? '+' : sign < 0 ? '-' : '0';
  }

  static SignState parse(String text) {
    String[] words = text.split(",", -1);
    byte[] output = new byte[words.length];
    byte[][] input = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      output[i] = sign(words[i].charAt(0));
      input[i] = new byte[words[i].length() - 1];
      for (int n = 0; n < input[i].length; n++) {
        input[i][n] = sign(words[i].charAt(n + 1));
      }
    }
    return new SignState(output, input);
  }

  private static byte sign(char letter) {
    return (byte) (letter == '+' ? 1 : letter == '-' ? -1 : 0);
  }
}
