package org.dlmcert.checker.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.ListedRows;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rows;

/**
 * An instance (format.md section 2): widths, slope, inputs, noise and perhaps weights. Units with
 * several pieces are maxout units; their slope is 1.
 */
public final class Network {
  public static final String FORMAT = "dlmcert-instance/1";

  /**
   * The noise of one hidden layer: a word and, if it is given, a table (N rows of d_l) or a
   * formula.
   */
  public record Noise(String word, Rational[][] table, Optional<LiftedNoise> lifted) {
    public Noise(String word, Rational[][] table) {
      this(word, table, Optional.empty());
    }

    public boolean generic() {
      return word.equals("generic");
    }

    /** Returns the factor of a unit on a sample; the noise must not be generic. */
    public Rational factor(int unit, int sample) {
      if (lifted.isPresent()) {
        return lifted.get().factor(unit, sample);
      }
      return word.equals("none") ? Rational.ONE : table[sample][unit];
    }
  }

  /** The weights W_l, d_l rows of d_{l-1}, followed by b_l if there are biases. */
  public record Parameters(List<Rational[][]> weights, List<Rational[]> biases) {}

  private final List<Integer> widths;
  private final Rational slope;
  private final boolean bias;
  private final int pieces;
  private final Loss loss;
  private final Optional<Features> features;
  private final Rows inputs;
  private final Optional<List<Rational[]>> targets;
  private final List<Noise> noise;
  private final Optional<Parameters> parameters;

  /** Which instances are read. */
  private enum Form {
    /** Without maxout units, with a loss of rational values and all inputs in the certificate. */
    PLAIN,
    /** Any. */
    GENERAL
  }

  private Network(CanonicalReader in, Form form) {
    boolean general = form == Form.GENERAL;
    in.open();
    in.field("format");
    in.word(List.of(FORMAT));
    in.field("widths");
    widths = readWidths(in);
    in.field("slope");
    slope = in.rational();
    in.field("bias");
    bias = in.flag();
    pieces = general ? readPieces(in) : 1;
    loss = general ? Loss.readGeneral(in) : Loss.read(in);
    features = Features.readOptional(in);
    in.field("inputs");
    inputs = general ? ListedRows.readOrFind(in, width(0)) : ListedRows.read(in, width(0));
    targets = in.optionalField("targets") ? Optional.of(readTargets(in)) : Optional.empty();
    in.field("noise");
    List<Noise> tables = new ArrayList<>();
    in.list(layers() - 1, () -> tables.add(readNoise(in, width(tables.size() + 1))));
    noise = List.copyOf(tables);
    parameters = in.optionalField("weights") ? Optional.of(readParameters(in)) : Optional.empty();
    in.close();
  }

  private Network(
      Network other, List<Integer> widths, List<Noise> noise, Optional<Parameters> parameters) {
    this.widths = widths;
    slope = other.slope;
    bias = other.bias;
    features = other.features;
    inputs = other.inputs;
    targets = other.targets;
    pieces = other.pieces;
    loss = other.loss;
    this.noise = noise;
    this.parameters = parameters;
  }

  /** Returns the same network with another width of its one hidden layer, which has no noise. */
  public Network withHiddenUnits(int count) {
    return new Network(this, List.of(width(0), count, width(2)), noise, Optional.empty());
  }

  /** Returns the same network with other noise, of the same shape. */
  public Network withNoise(List<Noise> other) {
    return new Network(this, widths, List.copyOf(other), parameters);
  }

  /** Reads an instance without maxout units, whose loss has rational values. */
  public static Network read(CanonicalReader in) {
    return new Network(in, Form.PLAIN);
  }

  /** Reads an instance that may have maxout units, and any loss. */
  public static Network readGeneral(CanonicalReader in) {
    return new Network(in, Form.GENERAL);
  }

  /** Reads the number of pieces, at least two, if it comes next; otherwise it is 1. */
  static int readPieces(CanonicalReader in) {
    if (!in.optionalField("pieces")) {
      return 1;
    }
    int pieces = in.count();
    if (pieces < 2) {
      throw in.malformed("expected two pieces or more");
    }
    return pieces;
  }

  /** Reads d_0, …, d_L: at least three, none zero, each with room for one more row. */
  public static List<Integer> readWidths(CanonicalReader in) {
    List<Integer> widths = List.copyOf(in.list(in::count));
    if (widths.size() < 3 || widths.contains(0) || widths.contains(Integer.MAX_VALUE)) {
      throw in.malformed("expected at least three widths, positive and below 2^31 - 1");
    }
    return widths;
  }

  private List<Rational[]> readTargets(CanonicalReader in) {
    int k = width(layers());
    return in.list(samples(), () -> k == 1 ? new Rational[] {in.rational()} : in.row(k));
  }

  private Noise readNoise(CanonicalReader in, int units) {
    if (in.skip("\"generic\"")) {
      return new Noise("generic", new Rational[0][]);
    }
    if (in.skip("\"none\"")) {
      return new Noise("none", new Rational[0][]);
    }
    if (in.nextIsObject()) {
      LiftedNoise formula = LiftedNoise.read(in, samples(), units);
      return new Noise("given", new Rational[0][], Optional.of(formula));
    }
    return new Noise("given", in.table(samples(), units));
  }

  /** Reads weights and biases of the shapes of this instance; the field's name has been read. */
  public Parameters readParameters(CanonicalReader in) {
    List<Rational[][]> weights = new ArrayList<>();
    in.list(
        layers(), () -> weights.add(in.table(rows(in, weights.size() + 1), width(weights.size()))));
    List<Rational[]> biases = new ArrayList<>();
    if (bias) {
      in.field("biases");
      in.list(layers(), () -> biases.add(in.row(rows(in, biases.size() + 1))));
    }
    return new Parameters(List.copyOf(weights), List.copyOf(biases));
  }

  /** The rows of W_l: d_l, but one for each piece of a maxout unit. */
  private int rows(CanonicalReader in, int layer) {
    long rows = (long) width(layer) * (layer < layers() ? pieces : 1);
    if (rows > Integer.MAX_VALUE) {
      throw in.malformed("so many rows do not fit here");
    }
    return (int) rows;
  }

  public List<Integer> widths() {
    return widths;
  }

  /** Returns d_l. */
  public int width(int layer) {
    return widths.get(layer);
  }

  /** Returns L, the number of layers of weights. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Returns where the inputs come from, if the instance says that. */
  public Optional<Features> features() {
    return features;
  }

  public int samples() {
    return inputs.count();
  }

  public Rational[] input(int sample) {
    return inputs.row(sample);
  }

  /** Returns the targets, N rows of d_L. */
  public Optional<List<Rational[]>> targets() {
    return targets;
  }

  public Rational slope() {
    return slope;
  }

  public boolean bias() {
    return bias;
  }

  /** Returns the number of pieces of a hidden unit: 1, or more if they are maxout units. */
  public int pieces() {
    return pieces;
  }

  /** Returns d_L. */
  public int outputs() {
    return width(layers());
  }

  public Loss loss() {
    return loss;
  }

  /** Returns the noise of hidden layer 1, …, L-1. */
  public Noise noise(int layer) {
    return noise.get(layer - 1);
  }

  public Optional<Parameters> parameters() {
    return parameters;
  }

  public String noiseWord() {
    if (noise.stream().allMatch(Noise::generic)) {
      return "generic";
    }
    if (noise.stream().anyMatch(Noise::generic)) {
      return "mixed";
    }
    return noise.stream().allMatch(l -> l.word().equals("none")) ? "none" : "given";
  }

  /** Returns whether the noise of all layers from the given one to L-1 is generic. */
  public boolean genericFrom(int layer) {
    return noise.subList(layer - 1, noise.size()).stream().allMatch(Noise::generic);
  }

  /** Returns k, the number of determined layers (format.md 4.1). */
  public int determinedLayers() {
    int k = 0;
    while (parameters.isPresent() && k < layers() - 2 && !noise(k + 1).generic()) {
      k++;
    }
    return k;
  }
}
