package org.dlmcert.checker.faces;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkClaim;
import org.dlmcert.checker.network.NetworkSetting;

/** The claim about all local minima of one hidden layer (format.md 4.7). */
public record LocalMinimaClaim(
    String verdict,
    NetworkSetting setting,
    int unitFaces,
    int unitCells,
    long choices,
    List<Minimum> minima)
    implements NetworkClaim {

  /** A loss, and in how many choices there are minima with it. */
  record Minimum(Rational loss, long faces) {}

  static LocalMinimaClaim read(CanonicalReader in) {
    in.open();
    in.field("property");
    in.word(List.of("local-minima"));
    in.field("verdict");
    String verdict = in.word(List.of("ALL_GLOBAL", "BAD_MINIMA"));
    NetworkSetting setting = NetworkSetting.read(in, List.of("none", "given"));
    in.field("unit_faces");
    int faces = in.count();
    in.field("unit_cells");
    int cells = in.count();
    in.field("choices");
    long choices = in.count(Long.MAX_VALUE);
    in.field("minima");
    List<Minimum> minima = in.list(() -> readMinimum(in));
    in.close();
    return new LocalMinimaClaim(verdict, setting, faces, cells, choices, minima);
  }

  private static Minimum readMinimum(CanonicalReader in) {
    in.open();
    in.field("loss");
    Rational loss = in.rational();
    in.field("faces");
    long faces = in.count(Long.MAX_VALUE);
    in.close();
    return new Minimum(loss, faces);
  }

  @Override
  public void compare(Network network) {
    MinimaClaim.requireOneHiddenLayer(network);
    setting.compare(network);
  }

  @Override
  public String sentence(Network network) {
    long found = minima.stream().mapToLong(Minimum::faces).sum();
    return "all local minima, kinks included: "
        + losses()
        + (", in " + found + " of " + choices)
        + " choices of a face for each hidden unit and a sign of its output weight"
        + setting.noiseWords()
        + setting.words();
  }

  private String losses() {
    Rational least = minima.get(0).loss();
    Rational largest = minima.get(minima.size() - 1).loss();
    return minima.size() == 1
        ? "all have loss " + least + ", the least of all weights"
        : minima.size() + " losses from " + least + ", the least of all weights, to " + largest;
  }
}
