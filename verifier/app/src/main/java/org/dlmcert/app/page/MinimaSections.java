package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.evidence.Fields;

/** Evidence about the minima of a network with one hidden layer. */
final class MinimaSections {
  private static final int MOST_ROWS = 200;
  private static final int MOST_SAMPLES = 64;

  private MinimaSections() {}

  /** The losses of a census, and its minima. */
  static List<Section> census(Accepted certificate) {
    return census(certificate, MinimaPoints.of(certificate));
  }

  /** The same, and the weights that have the least loss of all, if they are none of the minima. */
  static List<Section> censusAndLeast(Accepted certificate) {
    List<Minimum> points = new ArrayList<>();
    if (certificate.evidence().object("least").has("weights")) {
      Fields least = certificate.evidence().object("least");
      points.addAll(MinimaPoints.ofWeights(certificate, least));
    }
    points.addAll(MinimaPoints.of(certificate.withEvidence("minima")));
    return census(certificate, points);
  }

  private static List<Section> census(Accepted certificate, List<Minimum> points) {
    List<Section> sections = new ArrayList<>();
    List<Fields> losses = certificate.claim().objects("minima");
    if (!losses.isEmpty()) {
      List<String> names = new ArrayList<>(losses.get(0).names());
      sections.add(
          new Section.Table(
              "The losses of all local minima",
              List.of(
                  "As claimed, exactly"
                      + (losses.size() > MOST_ROWS ? "; the first " + MOST_ROWS : "")
                      + "."),
              names.stream().map(name -> name.replace('_', ' ')).toList(),
              losses.stream()
                  .limit(MOST_ROWS)
                  .map(row -> names.stream().map(row::text).toList())
                  .toList()));
    }
    sections.addAll(plane(certificate, points));
    return sections;
  }

  /** The cells of one unit, where nothing else is shown in them. */
  static List<Section> cells(Accepted certificate) {
    return plane(certificate, List.of());
  }

  /** The weights that have the least loss. */
  static List<Section> least(Accepted certificate) {
    return certificate.evidence().has("weights")
        ? plane(certificate, MinimaPoints.ofWeights(certificate, certificate.evidence()))
        : List.of();
  }

  /** The cells of one unit and these points in them, with the loss between two of them. */
  static List<Section> plane(Accepted certificate, List<Minimum> points) {
    int samples = certificate.hasInputs() ? certificate.instance().rows("inputs").size() : 0;
    if (samples == 0 || samples > MOST_SAMPLES) {
      return List.of();
    }
    int dimension = OneLayer.of(certificate.instance()).dimension();
    List<String> text = new ArrayList<>();
    if (dimension == 2 || dimension == 3) {
      boolean bias = certificate.instance().text("bias").equals("true");
      text.add(
          "The plane shows the weights of one hidden unit"
              + (bias
                  ? (dimension == 2 ? ", its input weight and its bias" : ", with its bias")
                  : "")
              + ". Each line is where the preactivation of a sample is zero, a kink of the loss; the"
              + " lines cut the plane into cells, in each of which all signs are fixed. Point at a"
              + " cell, or reach it with the Tab key, to read its signs.");
      if (dimension == 3) {
        text.add(
            "Of three weights the first two are shown, for a third one of 1 or -1: scaling a unit by"
                + " a positive factor does not change its signs.");
      }
    }
    if (!points.isEmpty()) {
      text.add(
          points.size() == 1
              ? "The weights are given exactly; each hidden unit is one mark."
              : "Each network has one mark for each hidden unit. Below, the loss on the straight line"
                  + " between two of them, computed in the browser in floating point; the exact losses"
                  + " stand beside it.");
    }
    return dimension > 3 && points.size() < 2
        ? List.of()
        : List.of(new Section.Plane("Cells and minima", text, certificate.instance(), points));
  }
}
