package org.dlmcert.numeric.figure;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Sha256;
import org.dlmcert.model.Dataset;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;

/**
 * Square images of digits: 0–4 are the class +1, 5–9 the class -1. Images are pooled to k×k by mean
 * values over equal areas, k² the least square from d on; where k² &gt; d the d pixels of greatest
 * variance stay. Every pixel is then shifted and scaled to mean 0 and variance 1 over all images.
 */
public final class ImageSource implements SampleSource {
  /** Images used at most: the first ones. */
  private static final int MOST_IMAGES = 10_000;

  private static final int CLASSES = 10;
  private static final int DIGEST_BYTES = 8;

  private static final long serialVersionUID = 1L;

  private final String name;
  private final String title;
  private final int side;
  private final double[][] images; // one per row, side² pixels
  private final double[] targets;
  private final Map<Integer, double[][]> pooled = new ConcurrentHashMap<>();

  private ImageSource(String name, String title, int side, double[][] images, double[] targets) {
    this.name = name;
    this.title = title;
    this.side = side;
    this.images = images;
    this.targets = targets;
  }

  /**
   * The images of a data set with labels 0 to 9.
   *
   * @throws IllegalArgumentException if inputs are no squares or labels no digits
   */
  public static ImageSource of(String name, String title, Dataset dataset) {
    RationalMatrix inputs = dataset.inputs();
    int side = (int) Math.round(Math.sqrt(inputs.columns()));
    if (side == 0 || side * side != inputs.columns()) {
      throw new IllegalArgumentException(
          "square images expected, got " + inputs.columns() + " pixels");
    }
    RationalMatrix labels =
        dataset.targets().orElseThrow(() -> new IllegalArgumentException("images without labels"));
    int count = Math.min(MOST_IMAGES, inputs.rows());
    double[][] images = new double[count][inputs.columns()];
    double[] targets = new double[count];
    for (int n = 0; n < count; n++) {
      for (int j = 0; j < inputs.columns(); j++) {
        images[n][j] = ExactDouble.nearest(inputs.get(n, j));
      }
      Rational label = labels.get(n, 0);
      if (!label.isInteger() || label.signum() < 0 || label.compareTo(Rational.of(CLASSES)) >= 0) {
        throw new IllegalArgumentException("labels 0 to 9 expected, image " + n + " has " + label);
      }
      targets[n] = label.compareTo(Rational.of(CLASSES / 2)) < 0 ? 1 : -1;
    }
    return new ImageSource(name, title, side, images, targets);
  }

  @Override
  public String name() {
    return name;
  }

  /** Other images of the same name, such as those of another folder, are other samples. */
  @Override
  public String nameWithDigest() {
    MessageDigest sha256 = Sha256.begin();
    ByteBuffer image = ByteBuffer.allocate((side * side + 1) * Double.BYTES);
    for (int n = 0; n < images.length; n++) {
      image.clear();
      Arrays.stream(images[n]).forEach(image::putDouble);
      sha256.update(image.putDouble(targets[n]).flip());
    }
    return name + ":" + HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String description() {
    return "images of "
        + side
        + "×"
        + side
        + " pixels, the first "
        + images.length
        + ". d inputs: an image is averaged over k×k equal areas, k the least with k² ≥ d; where k² > d,"
        + " the d areas of greatest variance over all these images are kept; each input is then shifted"
        + " and scaled to mean 0 and variance 1 over them. Targets: +1 for the digits 0 to 4, -1 for 5 to"
        + " 9. Every repetition draws its N images anew, none of them twice.";
  }

  @Override
  public int mostSamples() {
    return images.length;
  }

  @Override
  public int mostInputs() {
    return side * side;
  }

  @Override
  public FloatData draw(int samples, int width, int hiddenLayers, Random random) {
    double[][] all = pooled.computeIfAbsent(width, this::pool);
    int[] order = IntStream.range(0, images.length).toArray();
    double[][] inputs = new double[samples][];
    double[][] chosen = new double[samples][1];
    for (int n = 0; n < samples; n++) {
      int other = n + random.nextInt(order.length - n);
      int index = order[other];
      order[other] = order[n];
      inputs[n] = all[index];
      chosen[n][0] = targets[index];
    }
    return FloatData.of(inputs, chosen, hiddenLayers);
  }

  /** All images with {@code width} pixels each. */
  private double[][] pool(int width) {
    int k = (int) Math.ceil(Math.sqrt(width));
    double[][] small =
        Arrays.stream(images).map(image -> pooled(image, k)).toArray(double[][]::new);
    double[] mean = new double[k * k];
    double[] variance = new double[k * k];
    for (int j = 0; j < k * k; j++) {
      int pixel = j;
      mean[j] = Arrays.stream(small).mapToDouble(v -> v[pixel]).sum() / small.length;
      variance[j] =
          Arrays.stream(small).mapToDouble(v -> square(v[pixel] - mean[pixel])).sum()
              / small.length;
    }
    int[] kept =
        IntStream.range(0, k * k)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -variance[j]))
            .limit(width)
            .sorted()
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] result = new double[small.length][width];
    for (int n = 0; n < small.length; n++) {
      for (int j = 0; j < width; j++) {
        double deviation = Math.sqrt(variance[kept[j]]);
        result[n][j] = deviation == 0 ? 0 : (small[n][kept[j]] - mean[kept[j]]) / deviation;
      }
    }
    return result;
  }

  private static double square(double value) {
    return value * value;
  }

  /** The image as k×k means over equal areas; pixels count by the part of them inside. */
  private double[] pooled(double[] image, int k) {
    double[] result = new double[k * k];
    double step = (double) side / k;
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        double sum = 0;
        for (int i = 0; i < side; i++) {
          double high = overlap(i, r * step, (r + 1) * step);
          for (int j = 0; high > 0 && j < side; j++) {
            sum += high * overlap(j, c * step, (c + 1) * step) * image[i * side + j];
          }
        }
        result[r * k + c] = sum / (step * step);
      }
    }
    return result;
  }

  private static double overlap(int pixel, double from, double to) {
    return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
  }
}
