package org.dlmcert.app.command;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.picture.MinimaPictures;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.FaceCensusWords;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.census.faces.FaceMinimum;
import org.dlmcert.numeric.picture.PlottedMinima;
import org.dlmcert.numeric.picture.PlottedMinimum;

/**
 * {@code minima --kinks}: the census of all local minima.
 *
 * @param pictures what is drawn
 * @param limit the most minima to show, if it was asked for
 * @param most the most of them in JSON
 */
record LocalMinimaCensus(
    CertificateOption certificate,
    MinimaPictures pictures,
    Optional<Integer> limit,
    int most,
    int maxChoices,
    ClusterOption cluster) {

  Report run(CensusProblem problem, Optional<Checkpoint> kept, JobContext context)
      throws IOException, InterruptedException {
    Census.Limits limits = new Census.Limits(maxChoices, cluster.workers(context));
    FaceCensus.Outcome outcome = new FaceCensus(problem, limits, kept, context.progress()).run();
    return outcome instanceof FaceCensus.TooMany tooMany
        ? tooMany(tooMany.choices(), context)
        : complete(((FaceCensus.Complete) outcome).result(), context);
  }

  private Report complete(FaceCensusResult result, JobContext context)
      throws IOException, InterruptedException {
    context.progress().stage("certificate", 0);
    return certificate
        .prove(result.certificate(), context, proved -> found(proved, result, context))
        .build();
  }

  private Report.Builder found(Proved proved, FaceCensusResult result, JobContext context)
      throws IOException {
    List<FaceMinimum> shown = FaceCensusWords.shown(result, limit.orElse(most));
    Report.Builder report = FaceCensusWords.census(context.proved(proved), result, shown);
    if (limit.isPresent()) {
      FaceCensusWords.weights(report, shown);
    }
    if (pictures.asked()) {
      pictures.draw(drawn(result, shown), report, context);
    }
    return report;
  }

  /** The first loss is the least of all weights. */
  private static MinimaPictures.Drawn drawn(FaceCensusResult result, List<FaceMinimum> shown) {
    List<FaceCensusResult.LossCount> losses = result.losses();
    List<PlottedMinimum> ends =
        Stream.of(losses.get(0), losses.get(losses.size() - 1))
            .map(loss -> PlottedMinimum.of(loss.first().interior()))
            .toList();
    return new MinimaPictures.Drawn(
        result.problem(),
        () -> PlottedMinima.of(result),
        shown.stream().map(PlottedMinimum::of).toList(),
        losses.size() < 2 ? List.of() : ends,
        Optional.of(ends.get(0)));
  }

  private Report tooMany(Optional<BigInteger> choices, JobContext context) {
    return context
        .undecided(
            "--max-choices "
                + maxChoices
                + ": there are "
                + choices.map(count -> count + " choices").orElse("more choices")
                + " of a face and a sign for each hidden unit",
            choices
                .filter(count -> count.bitLength() < Integer.SIZE)
                .map(count -> "--max-choices " + count)
                .orElse("no limit that can be raised: the choices are too many"))
        .build();
  }
}
