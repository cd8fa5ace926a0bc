package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dlmcert.app.evidence.EvidenceWords;

/** Which sections show the evidence of a kind of certificates; words come for each kind. */
final class KindSections {

  private static final Map<String, Function<Accepted, List<Section>>> KINDS =
      Map.ofEntries(
          Map.entry("partition", SampleSections::partition),
          Map.entry("tight-set", SampleSections::tightSet),
          Map.entry("width", SampleSections::width),
          Map.entry("null-vector", PatternSections::of),
          Map.entry("deep-null-vector", PatternSections::of),
          Map.entry("open-cell", PatternSections::of),
          Map.entry("point", PatternSections::of),
          Map.entry("descent-path", PointSections::of),
          Map.entry("kink-saddle", PointSections::of),
          Map.entry("local-minimum", PointSections::of),
          Map.entry("path-products", PointSections::of),
          Map.entry("global-minimum", PointSections::of),
          Map.entry("nearby-zero", PointSections::of),
          Map.entry("nearby-minimum", PointSections::of),
          Map.entry("nearby-saddle", PointSections::of),
          Map.entry("ball", PointSections::of),
          Map.entry("minima", MinimaSections::census),
          Map.entry("minima-and-least-loss", MinimaSections::censusAndLeast),
          Map.entry("local-minima", MinimaSections::census),
          Map.entry("worst-minimum", MinimaSections::cells),
          Map.entry("least-loss", MinimaSections::least));

  private KindSections() {}

  static List<Section> of(Accepted certificate) {
    List<Section> sections =
        new ArrayList<>(
            KINDS.getOrDefault(certificate.proved().kind(), c -> List.of()).apply(certificate));
    sections.add(
        new Section.Words(
            "The evidence in words",
            List.of(
                "Kind "
                    + certificate.proved().kind()
                    + ": "
                    + EvidenceWords.brief(certificate.proved())
                    + "."),
            EvidenceWords.full(certificate.proved())));
    return sections;
  }
}
