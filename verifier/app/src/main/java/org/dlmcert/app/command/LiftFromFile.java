package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.certificate.Subject;
import org.dlmcert.certify.lift.LiftCheckpoint;
import org.dlmcert.certify.lift.StreamedCertificate;
import org.dlmcert.certify.lift.StreamedLift;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.array.ArrayDigests;
import org.dlmcert.io.array.ArrayOnDisk;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Network;

/** {@code lift --stream}: noise near none for an array that stays in its file. */
record LiftFromFile(InstanceOptions source, CertificateOption certificate, Rational tolerance) {

  /** What is known of groups from nowhere. */
  private static final StreamedLift.Known NOTHING =
      new StreamedLift.Known() {
        @Override
        public Optional<List<Integer>> dependent(int group) {
          return Optional.empty();
        }

        @Override
        public void found(int group, List<Integer> dependent) {}
      };

  Report run(CheckpointOption checkpoint, JobContext context)
      throws IOException, InterruptedException {
    Path file =
        source
            .data()
            .file()
            .orElseThrow(() -> new UsageError("--stream goes with --data FILE, NPY or IDX"));
    try (ArrayOnDisk array =
        ArrayOnDisk.ofData(file)
            .filter(ArrayOnDisk::isOfIntegers)
            .orElseThrow(
                () ->
                    new UsageError(
                        file
                            + ": --stream reads integers from NPY in C order, or IDX images;"
                            + " neither zipped"))) {
      Network network = network(array);
      ArrayDigests digests = array.digests(context.progress());
      StreamedLift lift =
          new StreamedLift(
              array,
              network.bias(),
              network.width(1),
              network.slope(),
              context.threads(),
              context.progress());
      Optional<LiftedNoise> noise = within(lift, network, digests, checkpoint);
      if (noise.isEmpty()) {
        return context
            .undecided(
                "the greedy division of the samples",
                "lift without --stream, which finds a division wherever there is one, in memory")
            .build();
      }
      return report(new StreamedCertificate(network, digests, noise.get()), array, context);
    }
  }

  private Optional<LiftedNoise> within(
      StreamedLift lift, Network network, ArrayDigests digests, CheckpointOption checkpoint)
      throws IOException, InterruptedException {
    String problem =
        new Subject.OfArray(network, digests, List.of(LayerNoise.NONE)).sha256()
            + "-"
            + lift.prime();
    Optional<LiftCheckpoint> kept =
        checkpoint.open(
            path -> LiftCheckpoint.begin(path, problem),
            path -> LiftCheckpoint.resume(path, problem));
    if (kept.isEmpty()) {
      return lift.within(tolerance, NOTHING);
    }
    try (LiftCheckpoint known = kept.get()) {
      return lift.within(tolerance, known);
    }
  }

  private Network network(ArrayOnDisk array) {
    List<Integer> hidden =
        source.statedHidden().orElseThrow(() -> new UsageError("--hidden D1 expected"));
    Rational slope =
        source.statedSlope().orElseThrow(() -> new UsageError("--slope S expected with --data"));
    if (hidden.size() != 1 || slope.isZero()) {
      throw new UsageError("--stream: one hidden layer, and a slope other than 0, expected");
    }
    if (!source.statedNoise(1).map(List.of(LayerNoise.NONE)::equals).orElse(false)) {
      throw new UsageError("--stream: --noise none expected; noise is found near no noise");
    }
    return new Network(List.of(array.columns(), hidden.get(0), 1), slope, source.data().bias());
  }

  private Report report(StreamedCertificate made, ArrayOnDisk array, JobContext context)
      throws IOException, InterruptedException {
    return certificate
        .proveOf(
            made.certificate(),
            array,
            context,
            proved ->
                context
                    .proved(proved)
                    .field("samples", array.rows())
                    .field("widths", made.network().widths())
                    .field("slope", made.network().slope().toString())
                    .field("tolerance", tolerance.toString())
                    .field("prime", made.noise().prime())
                    .field("denominator_bits", made.noise().bits())
                    .conclusion(proved)
                    .line(
                        "  every factor is within "
                            + tolerance
                            + " of 1, an integer over 2^"
                            + made.noise().bits())
                    .line("  because " + EvidenceWords.brief(proved)))
        .build();
  }
}
