package org.dlmcert.checker.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.Preactivations;

/** A point of every face of one unit of a single hidden layer (format.md 5.30). */
record UnitFaces(Rational[][] points) {

  /** The samples with sign + and with sign -, and those with sign 0 although their input is not. */
  record Face(BitSet positive, BitSet negative, BitSet zeros) {
    int sign(int sample) {
      return positive.get(sample) ? 1 : negative.get(sample) ? -1 : 0;
    }
  }

  static UnitFaces read(CanonicalReader in, Network network) {
    int d = LastHiddenLayer.inputs(network);
    return new UnitFaces(in.list(() -> in.row(d)).toArray(Rational[][]::new));
  }

  /** Rejects the evidence unless these are all faces. */
  List<Face> check(LastHiddenLayer layer, int samples, Steps steps) {
    Preactivations signs = Preactivations.at(points, layer, samples, steps.work());
    int[] nonzero = IntStream.range(0, samples).filter(n -> !signs.zeroSamples().get(n)).toArray();
    List<Face> faces = new ArrayList<>();
    Map<BitSet, Integer> flats = new LinkedHashMap<>();
    steps.work().add(points.length, nonzero.length);
    steps.work().reserve(points.length, samples / (Long.SIZE / 2) + 2L);
    for (int t = 0; t < points.length; t++) {
      BitSet zeros = new BitSet();
      for (int n : nonzero) {
        zeros.set(n, !signs.positive()[t].get(n) && !signs.negative()[t].get(n));
      }
      faces.add(new Face(signs.positive()[t], signs.negative()[t], zeros));
      requireNext(faces, nonzero, steps);
      flats.merge(zeros, 1, Integer::sum);
    }
    steps.require(flats.containsKey(new BitSet()), "faces", () -> "there is no open cell");
    steps.work().reserve(nonzero.length, layer.length(), layer.length(), Work.NUMBER);
    Map<Integer, BigInteger[]> normals = new LinkedHashMap<>();
    for (int n : nonzero) {
      normals.put(n, Cleared.of(layer.column(n), steps.work()).integers());
    }
    flats.forEach((flat, count) -> requireComplete(flat, count, flats, normals, steps));
    return faces;
  }

  /** The last face comes after the one before it, + before 0 before -. */
  private static void requireNext(List<Face> faces, int[] nonzero, Steps steps) {
    int last = faces.size() - 1;
    int order = last == 0 ? 1 : 0;
    for (int k = 0; k < nonzero.length && order == 0; k++) {
      order = faces.get(last - 1).sign(nonzero[k]) - faces.get(last).sign(nonzero[k]);
    }
    steps.require(
        order > 0,
        "faces[" + last + "]",
        () -> "the signs do not follow those of the point before");
  }

  /** All faces with these zeros are there, and a face of every flat next to theirs. */
  private static void requireComplete(
      BitSet flat,
      int count,
      Map<BitSet, Integer> flats,
      Map<Integer, BigInteger[]> normals,
      Steps steps) {
    FlatArrangement inside = FlatArrangement.of(flat, normals, steps.work());
    long cells = inside.cells(count);
    steps.require(
        cells == count,
        "faces",
        () -> count + " faces with the zeros " + flat + ", but there are " + cells + " or more");
    for (BitSet line : inside.lines()) {
      BitSet larger = (BitSet) flat.clone();
      larger.or(line);
      steps.require(
          flats.containsKey(larger), "faces", () -> "there is no face with the zeros " + larger);
    }
  }

  /** The numbers of the faces without zeros among them. */
  static int cells(List<Face> faces) {
    return (int) faces.stream().filter(face -> face.zeros().isEmpty()).count();
  }
}
