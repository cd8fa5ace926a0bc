package org.dlmcert.census.faces;

import java.util.List;
import java.util.TreeMap;
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
    walk(
        problem,
        faces,
        answers,
        minimum ->
            byLoss.merge(
                minimum.loss(),
                new LossCount(minimum.loss(), 1, minimum.isOnKink() ? 1 : 0, minimum),
                (a, b) ->
                    new LossCount(
                        a.loss(),
                        a.faces() + b.faces(),
                        a.kinks() + b.kinks(),
                        a.first().isOnKink() && !b.first().isOnKink() ? b.first() : a.first())));
    return new FaceCensusResult(problem, faces, answers, List.copyOf(byLoss.values()));
  }

  private static void walk(
      CensusProblem problem, UnitFaces faces, List<String> answers, Consumer<FaceMinimum> visit) {
    Choices choices = new Choices(problem, faces.states().size());
    for (String text : answers) {
      if (FaceAnswerText.read(text) instanceof FaceAnswer.Minimum found) {
        visit.accept(
            new FaceMinimum(
                problem, faces, faces.chosen(choices.current()), found.loss(), found.products()));
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
    walk(problem, faces, answers, visit);
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
      json.field("choices").beginArray();
      Choices choices = new Choices(problem, faces.states().size());
      for (String text : answers) {
        List<UnitFaces.State> states = faces.chosen(choices.current());
        json.object(fields -> write(FaceAnswerText.read(text), states, fields));
        choices.advance();
      }
      json.endArray();
    }

    private void write(FaceAnswer answer, List<UnitFaces.State> states, CanonicalJson json) {
      if (answer instanceof FaceAnswer.Minimum found) {
        json.field("point").rationals(found.products());
        List<UnitKinks> kinks =
            new FaceMinimum(problem, faces, states, found.loss(), found.products()).kinks();
        if (!kinks.isEmpty()) {
          json.field("kinks").list(kinks, unit -> unit.write(json));
        }
      } else if (answer instanceof FaceAnswer.Empty empty) {
        json.field("directions")
            .arrays(
                empty.directions(),
                direction -> json.integer(direction.unit()).rationals(direction.move()));
        if (problem.bias()) {
          json.field("sum").rational(empty.sum());
        }
        json.field("lambda")
            .arrays(
                empty.factors(),
                f -> json.integer(f.unit()).integer(f.sample()).rational(f.value()));
      }
    }
  }
}
