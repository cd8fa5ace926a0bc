package org.dlmcert.app.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.point.GradientRanks;
import org.dlmcert.point.Point;
import org.dlmcert.progress.Progress;

/** What is true at the weights of an instance: signs, residuals, ranks, and a way down. */
final class PointSections {
  private static final int MOST_SAMPLES = 160;
  private static final int MOST_UNITS = 64;
  private static final int MOST_ENTRIES = 40_000;

  private PointSections() {}

  static List<Section> of(Accepted certificate) {
    List<Section> sections = new ArrayList<>();
    Optional<Point> point = point(certificate);
    point.ifPresent(p -> values(p, sections));
    point.ifPresent(p -> ranks(p, sections));
    Fields evidence = certificate.evidence();
    if (evidence.has("direction") && certificate.hasInputs()) {
      sections.add(
          new Section.Curve(
              "The loss along the direction",
              List.of(
                  "The loss at W + t·D, computed in the browser in floating point. The proof is about"
                      + " small t > 0, and exact."),
              certificate.instance(),
              evidence.object("direction")));
    }
    if (isPlain(certificate)) {
      List<Minimum> points =
          new ArrayList<>(MinimaPoints.ofWeights(certificate, certificate.instance()));
      if (evidence.has("better")) {
        points.addAll(MinimaPoints.ofWeights(certificate, evidence.object("better")));
      }
      sections.addAll(MinimaSections.plane(certificate, points));
    }
    return sections;
  }

  /** One hidden layer, one output, squares. */
  private static boolean isPlain(Accepted certificate) {
    List<String> widths = certificate.claim().texts("widths");
    return certificate.hasInputs()
        && widths.size() == 3
        && widths.get(2).equals("1")
        && !certificate.instance().has("loss");
  }

  private static Optional<Point> point(Accepted certificate) {
    if (!certificate.hasInputs() || !certificate.instance().has("weights")) {
      return Optional.empty();
    }
    try {
      Path file = Files.createTempFile("dlmcert-page", ".json");
      try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
        plain(certificate.instance(), json);
        json.flush();
        Instance instance = InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT);
        return Optional.of(Point.of(instance));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // Losses of labels have derivatives that are no fractions: there are no tables of them.
      return Optional.empty();
    }
  }

  /** The instance, with counts and flags as such. */
  private static void plain(Fields instance, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (String name : instance.names()) {
      json.writeFieldName(name);
      switch (name) {
        case "widths" -> json.writeRawValue(instance.texts(name).toString());
        case "bias" -> json.writeRawValue(instance.text(name));
        default -> instance.write(name, json);
      }
    }
    json.writeEndObject();
  }

  private static void values(Point point, List<Section> sections) {
    for (int l = 1; l < point.network().depth(); l++) {
      RationalMatrix u = point.pass().preactivation(l);
      if (u.columns() > 0 && u.columns() <= MOST_SAMPLES && u.rows() <= MOST_UNITS) {
        sections.add(
            new Section.Heat(
                "Preactivations of hidden layer " + l,
                List.of(
                    "A row for each unit, a column for each sample: the colour is the sign. A zero is"
                        + " a kink."),
                "unit",
                "sample",
                rows(u)));
      }
    }
    RationalMatrix e = point.residuals();
    for (int k = 0; k < e.rows() && e.columns() > 0 && e.columns() <= MOST_SAMPLES; k++) {
      sections.add(
          new Section.Bars(
              e.rows() == 1 ? "Residuals" : "Residuals of output " + k,
              List.of(
                  "Output minus target, for each sample, exactly. The loss is "
                      + point.loss()
                      + "."),
              "sample",
              e.row(k).stream().map(Rational::toString).toList()));
    }
  }

  private static void ranks(Point point, List<Section> sections) {
    long entries = 0;
    for (int l = 1; l <= point.network().depth(); l++) {
      entries +=
          (long) point.network().widths().get(l)
              * point.network().widths().get(l - 1)
              * Math.max(1, point.targets().columns());
    }
    if (entries > MOST_ENTRIES) {
      return;
    }
    GradientRanks ranks = GradientRanks.of(point, Progress.NONE);
    List<List<String>> rows = new ArrayList<>();
    for (GradientRanks.Layer layer : ranks.layers()) {
      rows.add(
          List.of(
              "G_" + layer.layer(),
              String.valueOf(layer.rows()),
              String.valueOf(layer.columns()),
              rank(layer.rank()),
              String.valueOf(Math.min(layer.rows(), layer.columns()))));
    }
    rows.add(
        List.of(
            "all",
            String.valueOf(ranks.parameters()),
            String.valueOf(ranks.columns()),
            rank(ranks.full()),
            String.valueOf(ranks.ceiling())));
    sections.add(
        new Section.Table(
            "Ranks of the gradient matrices",
            List.of(
                "A column for each sample (and output). The ceiling is what shape and relations between"
                    + " the rows allow. Computed exactly by the search; not a part of the certificate."),
            List.of("matrix", "rows", "columns", "rank", "ceiling"),
            rows));
  }

  private static String rank(GradientRanks.Rank rank) {
    return rank.isExact() ? String.valueOf(rank.atLeast()) : "at least " + rank.atLeast();
  }

  private static List<List<String>> rows(RationalMatrix matrix) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i).stream().map(Rational::toString).toList());
    }
    return rows;
  }
}
