package org.dlmcert.census.faces;

import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Choices;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;

/** A finished census of all local minima: losses, counts, minima, and the certificate. */
public final class FaceCensusResult {
  private final CensusProblem problem;
  private final UnitFaces faces;
  private final List<String> answers; // one per choice, in order
  private final List<LossCount> losses;

  /**
   * A loss that minima have.
   *
   * @param faces the number of choices with such minima
   * @param kinks the number of those among them in which some unit is on a face that is no cell
   * @param first the first minimum found, off the kinks if there is one
   */
  public record LossCount(Rational loss, long faces, long kinks, FaceMinimum first)
      implements WritableObject {
    @Override
    public void writeFields(CanonicalJson json) {
      json.field("loss").rational(loss);
      json.field("faces").integer(faces);
    }
  }

  private FaceCensusResult(
      CensusProblem problem, UnitFaces faces, List<String> answers, List<LossCount> losses) {
    this.problem = problem;
    this.faces = faces;
    this.answers = answers;
    this.losses = List.copyOf(losses);
  }

  static FaceCensusResult of(CensusProblem problem, UnitFaces faces, List<String> answers) {
    TreeMap<Rational, LossCount> byLoss = new TreeMap<>();
    withMinima(
        problem,
        faces,
        answers,
        (states, line) -> {
          LossCount before = byLoss.get(line.loss());
          byLoss.put(
              line.loss(),
              before == null
                  ? new LossCount(line.loss(), 1, line.kinks(), line.of(problem, faces, states))
                  : new LossCount(
                      line.loss(),
                      before.faces() + 1,
                      before.kinks() + line.kinks(),
                      before.first().isOnKink() && line.kinks() == 0
                          ? line.of(problem, faces, states)
                          : before.first()));
        });
    return new FaceCensusResult(problem, faces, answers, List.copyOf(byLoss.values()));
  }

  /** Visits the choices that have minima, in order. */
  private static void withMinima(
      CensusProblem problem,
      UnitFaces faces,
      List<String> answers,
      BiConsumer<List<UnitFaces.State>, FaceLine.Minimum> visit) {
    Choices choices = new Choices(problem, faces.states().size());
    for (String text : answers) {
      if (FaceLine.read(text) instanceof FaceLine.Minimum line) {
        visit.accept(faces.chosen(choices.current()), line);
      }
      choices.advance();
    }
  }

  public CensusProblem problem() {
    return problem;
  }

  /** The faces of one unit. */
  public UnitFaces faces() {
    return faces;
  }

  /** The number of choices. */
  public long choices() {
    return answers.size();
  }

  /** The losses that minima have, ascending; the first is the least of all weights. */
  public List<LossCount> losses() {
    return losses;
  }

  /** Whether every local minimum has loss 0. */
  public boolean allGlobal() {
    return losses.get(losses.size() - 1).loss().isZero();
  }

  /** Visits one minimum of every choice that has any, in the order of the certificate. */
  public void forEachMinimum(Consumer<FaceMinimum> visit) {
    withMinima(
        problem, faces, answers, (states, line) -> visit.accept(line.of(problem, faces, states)));
  }

  /** The certificate of kind {@code local-minima} (proofs/format.md, 5.30). */
  public Certificate certificate() {
    return Certificate.of(problem.instance(), this::writeClaim, new LocalMinimaEvidence());
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("local-minima");
    json.field("verdict").string(allGlobal() ? "ALL_GLOBAL" : "BAD_MINIMA");
    NetworkSetting.of(problem.instance()).write(json);
    json.field("unit_faces").integer(faces.faces().size());
    json.field("unit_cells").integer(faces.cells());
    json.field("choices").integer(choices());
    json.field("minima").list(losses, loss -> loss.write(json));
  }

  private final class LocalMinimaEvidence implements Proof {
    @Override
    public String kind() {
      return "local-minima";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("faces").value(faces);
      json.field("choices").list(answers, text -> json.canonical(FaceLine.read(text).entry()));
    }
  }
}
