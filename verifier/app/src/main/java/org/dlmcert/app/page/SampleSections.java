package org.dlmcert.app.page;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.exact.Rational;

/** Evidence about samples: groups, and sets that lie in too small a space. */
final class SampleSections {
  private static final int LEAST_SIDE = 4;
  private static final int MOST_SAMPLES = 20_000;
  private static final BigInteger SHADES = BigInteger.valueOf(255);

  private SampleSections() {}

  static List<Section> partition(Accepted certificate, Fields evidence) {
    List<List<String>> groups = evidence.rows("groups");
    int samples = groups.stream().mapToInt(List::size).sum();
    if (samples == 0 || samples > MOST_SAMPLES) {
      return List.of();
    }
    return List.of(
        new Section.Strip(
            "The groups of the partition",
            List.of(
                "Every sample is one stripe, coloured by its group. In each group the inputs are"
                    + " linearly independent; with a hidden unit for each group, almost every noise"
                    + " keeps the samples of different groups apart."),
            samples,
            groups));
  }

  static List<Section> partition(Accepted certificate) {
    return partition(certificate, certificate.evidence());
  }

  static List<Section> width(Accepted certificate) {
    List<Section> sections = new ArrayList<>();
    if (certificate.evidence().has("partition")) {
      sections.addAll(partition(certificate, certificate.evidence().object("partition")));
    }
    if (certificate.evidence().has("tight_set")) {
      sections.addAll(tightSet(certificate, certificate.evidence().object("tight_set")));
    }
    return sections;
  }

  static List<Section> tightSet(Accepted certificate) {
    return tightSet(certificate, certificate.evidence());
  }

  private static List<Section> tightSet(Accepted certificate, Fields evidence) {
    List<Integer> samples = evidence.texts("samples").stream().map(Integer::valueOf).toList();
    List<Integer> dark =
        evidence.rows("orthogonal").stream()
            .map(SampleSections::onlyEntry)
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    List<Section> sections = new ArrayList<>();
    int equations = evidence.rows("orthogonal").size();
    String count =
        (samples.size() == 1 ? "1 sample satisfies " : samples.size() + " samples satisfy ")
            + (equations == 1
                ? "1 linear equation."
                : equations + " independent linear equations.");
    List<List<String>> inputs =
        certificate.hasInputs() ? certificate.instance().rows("inputs") : List.of();
    int columns = inputs.isEmpty() ? 0 : inputs.get(0).size();
    int side = (int) Math.sqrt(columns);
    if (side >= LEAST_SIDE && side * side == columns && !dark.isEmpty()) {
      sections.add(
          new Section.Pixels(
              "The inputs as an image",
              List.of(
                  count,
                  (dark.size() == 1
                          ? "One of them says that an input is zero: this pixel has a frame, and is"
                          : dark.size()
                              + " of them say that one input is zero: these pixels have a frame, and"
                              + " are")
                      + " dark on each of these samples. The others show the mean over them."),
              side,
              shades(inputs, samples, columns),
              dark.stream().filter(j -> j < columns).toList()));
    }
    sections.add(
        new Section.Strip(
            "The tight set",
            List.of(
                count
                    + " The coloured stripes among all samples: too many for the space that they"
                    + " span, whatever the noise and the pattern."),
            certificate.claim().has("samples")
                ? Integer.parseInt(certificate.claim().text("samples"))
                : samples.size(),
            List.of(samples.stream().map(String::valueOf).toList())));
    return sections;
  }

  private static Optional<Integer> onlyEntry(List<String> vector) {
    List<Integer> support =
        IntStream.range(0, vector.size()).filter(j -> !vector.get(j).equals("0")).boxed().toList();
    return support.size() == 1 ? Optional.of(support.get(0)) : Optional.empty();
  }

  /** The means of the inputs, from the least (0) to the largest (255). */
  private static List<Integer> shades(
      List<List<String>> inputs, List<Integer> samples, int columns) {
    List<Rational> sums = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      Rational sum = Rational.ZERO;
      for (int n : samples) {
        sum = sum.plus(Accepted.number(inputs.get(n).get(j)));
      }
      sums.add(sum);
    }
    Rational least = sums.stream().min(Rational::compareTo).orElse(Rational.ZERO);
    Rational range = sums.stream().max(Rational::compareTo).orElse(Rational.ZERO).minus(least);
    List<Integer> shades = new ArrayList<>();
    for (Rational sum : sums) {
      Rational part = range.isZero() ? Rational.ZERO : sum.minus(least).dividedBy(range);
      shades.add(part.numerator().multiply(SHADES).divide(part.denominator()).intValueExact());
    }
    return shades;
  }
}
