package org.dlmcert.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputBiasesOption;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.FullRankWords;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.certify.lift.NoiseBall;
import org.dlmcert.certify.lift.NoiseLift;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.partition.KnownInputs;
import org.dlmcert.certify.partition.PairsWithBiases;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.proof.FormulaLiftEvidence;
import org.dlmcert.certify.proof.LiftEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert lift}: explicit certified noise near a given one. */
@Command(
    name = "lift",
    header = "Noise close to the given noise for which every pattern gives it.",
    description =
        "Explicit noise in the last hidden layer, within a tolerance of the given noise, for which"
            + " every activation pattern gives the gradient matrix full column rank. With --ball,"
            + " noise for which no bad local minimum of any kind exists, kinks included, and a"
            + " radius within which this is so for every other noise, too.")
public final class LiftCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private OutputBiasesOption outputBiases = new OutputBiasesOption();

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      converter = StatedNumber.Positive.class,
      description = "The largest change of a noise factor, as 1e-6 or 1/1000.")
  private Optional<StatedNumber> tolerance = Optional.empty();

  @Option(
      names = "--ball",
      description =
          "Instead: 0/1 noise from groups of independent inputs, whatever the given noise, and the "
              + "radius of an open ball of noises without bad local minima.")
  private boolean ball;

  @Option(
      names = "--noise-table",
      description = "Write every noise factor out, instead of the formula that gives them all.")
  private boolean table;

  @Option(
      names = "--stream",
      description =
          "Read the rows of an NPY or IDX file where they are needed, in bounded memory: integers,"
              + " one hidden layer, --noise none. The certificate names the file by its digests.")
  private boolean stream;

  @Mixin private CheckpointOption checkpoint = new CheckpointOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (!stream) {
      InstanceReport.requireRoom(output, context);
    }
    if (ball == tolerance.isPresent()) {
      throw new UsageError("one of --tolerance T and --ball expected");
    }
    Optional<Rational> within = tolerance.map(StatedNumber::exact);
    if (stream) {
      if (within.isEmpty() || table || output.file().isPresent()) {
        throw new UsageError("--stream goes without --ball, --noise-table and -o");
      }
      if (outputBiases.chosen() == OutputBiases.TRAINED) {
        throw new UsageError(
            "--stream is for one output, and goes without --output-biases trained");
      }
      return new LiftFromFile(source, certificate, within.get()).run(checkpoint, context);
    }
    if (checkpoint.isGiven()) {
      throw new UsageError("--checkpoint and --resume go with --stream");
    }
    context.progress().stage("reading", 0);
    Instance instance = source.readInputs(LayerNoise.GENERIC, context);
    if (within.isEmpty()) {
      return ball(instance, context);
    }
    Rational t = within.get();
    FullRankClaim claim = claim(instance);
    if (claim.problem().withHeldBiases() instanceof GivenOutputs outputs) {
      return outputs(instance, claim, outputs, t, context);
    }
    if (!(claim.problem().atAnySlope() instanceof GivenLayer layer)) {
      throw new UsageError(
          source.source()
              + ": lift needs given noise (or none) in the layers below the last hidden one, too");
    }
    if (layer.slope().isZero()) {
      return atSlopeZero(claim, context);
    }
    NoiseLift.Answer answer =
        new NoiseLift(layer.family(), context.threads(), context.progress()).within(t);
    if (answer instanceof NoiseLift.Impossible impossible) {
      return refuted(claim, new TightSetEvidence(impossible.proof()), context);
    }
    NoiseLift.Lifted found = (NoiseLift.Lifted) answer;
    Proof evidence =
        table ? new LiftEvidence(found.groups()) : new FormulaLiftEvidence(found.groups());
    return lifted(instance, found, evidence, t, context);
  }

  /** Noise of its own, whatever the given one is. */
  private Report ball(Instance instance, JobContext context)
      throws IOException, InterruptedException {
    Instance noiseless = withNoise(instance, LayerNoise.NONE);
    if (instance.network().outputs() > 1 || instance.network().isMaxout()) {
      throw new UsageError(source.source() + ": --ball is for one output and units with a slope");
    }
    FullRankClaim claim = claim(noiseless);
    if (!(claim.problem().atAnySlope() instanceof GivenLayer layer)) {
      throw new UsageError(
          source.source() + ": lift --ball needs given noise (or none), and weights, below");
    }
    if (layer.slope().isZero()) {
      return atSlopeZero(claim, context);
    }
    if (layer.slope().signum() < 0) {
      throw new UsageError(
          source.source()
              + ": --ball needs a slope above 0, got "
              + layer.slope()
              + ": between it and 1 lies the slope 0");
    }
    NoiseBall.Answer answer =
        new NoiseBall(layer.inputs(), layer.units(), layer.slope(), context.progress()).find();
    if (answer instanceof NoiseBall.Impossible impossible) {
      return refuted(claim, new TightSetEvidence(impossible.proof()), context);
    }
    NoiseBall.Found found = (NoiseBall.Found) answer;
    Instance centre = withNoise(instance, found.centre());
    String radius = found.evidence().bound().toString();
    return made(
        centre,
        found.evidence(),
        report ->
            report
                .field("radius", radius)
                .line("  every factor is 0 or 1; each may change by less than " + radius),
        context);
  }

  private static Instance withNoise(Instance instance, LayerNoise last) {
    List<LayerNoise> noise = new ArrayList<>(instance.noise());
    noise.set(noise.size() - 1, last);
    return new Instance(
        instance.name(),
        instance.network(),
        instance.dataset(),
        noise,
        instance.weights(),
        instance.loss());
  }

  /** With several outputs of given weights: noise near that of common pairs. */
  private Report outputs(
      Instance instance, FullRankClaim claim, GivenOutputs layer, Rational t, JobContext context)
      throws IOException, InterruptedException {
    IntegerMatrix weights = layer.outputWeights().clearColumns().matrix();
    CommonPairs.Answer answer =
        new CommonPairs(
                new KnownInputs(layer.family().inputs().clearColumns().matrix()),
                weights,
                CommonPairs.everywhere(layer.units(), layer.samples()),
                context.progress())
            .search(List.of());
    if (answer instanceof CommonPairs.TooFew tooFew) {
      return claim.outputBiases() == OutputBiases.HELD
          ? refuted(claim, new CrowdedPairsEvidence(tooFew.proof()), context)
          : tooFewWithBiases(claim, layer, context);
    }
    List<List<Integer>> pairs = ((CommonPairs.Found) answer).samples();
    NoiseLift.Lifted found =
        new NoiseLift(layer.family(), context.threads(), context.progress())
            .within(t, pairs, weights);
    return lifted(
        instance,
        found,
        new CommonPairsEvidence(new CommonPairs.Found(found.groups().prime(), pairs)),
        t,
        context);
  }

  /** Noise is made without the help of the biases; whether they would help is decided exactly. */
  private Report tooFewWithBiases(FullRankClaim claim, GivenOutputs layer, JobContext context)
      throws IOException, InterruptedException {
    PairsWithBiases.Answer answer =
        new PairsWithBiases(
                new KnownInputs(layer.family().inputs().clearColumns().matrix()),
                layer.outputWeights().clearColumns().matrix(),
                CommonPairs.everywhere(layer.units(), layer.samples()),
                context.progress())
            .search(List.of());
    return answer instanceof PairsWithBiases.TooFew tooFew
        ? refuted(claim, new CrowdedPairsEvidence(tooFew.proof()), context)
        : CertifyCommand.fields(
                context.undecided(
                    "lift makes noise that gives full column rank without the rows of the output"
                        + " biases, and here there is none",
                    "certify with generic noise: with these rows almost every noise may do"),
                claim)
            .build();
  }

  private FullRankClaim claim(Instance instance) {
    if (instance.noise(instance.network().depth() - 1) instanceof LayerNoise.Generic) {
      throw new UsageError(
          source.source()
              + ": the noise of the last hidden layer is generic; lift starts from given noise: a"
              + " table, or \"none\" (--noise none) for all ones");
    }
    try {
      return anyClaim(instance);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
  }

  private FullRankClaim anyClaim(Instance instance) {
    return outputBiases.chosen() == OutputBiases.HELD
        ? FullRankClaim.of(instance, PatternScope.ALL)
        : FullRankClaim.ofOutputs(
            instance, PatternScope.ALL, OutputWeights.GIVEN, outputBiases.chosen());
  }

  private Report lifted(
      Instance instance, NoiseLift.Lifted lifted, Proof evidence, Rational t, JobContext context)
      throws IOException, InterruptedException {
    return made(
        withNoise(instance, table ? lifted.noise().written() : lifted.noise()),
        evidence,
        report ->
            report
                .field("tolerance", t.toString())
                .field("prime", lifted.groups().prime())
                .field("denominator_bits", lifted.denominatorBits())
                .line(
                    "  every factor is within "
                        + t
                        + " of the given one, an integer over 2^"
                        + lifted.denominatorBits()),
        context);
  }

  /** Reports an instance with new noise, and why it is as it should be. */
  private Report made(
      Instance result, Proof evidence, Consumer<Report.Builder> particulars, JobContext context)
      throws IOException, InterruptedException {
    FullRankClaim claim = anyClaim(result);
    return certificate
        .prove(
            claim.certificate(evidence),
            context,
            stopped -> CertifyCommand.fields(stopped.undecided(context), claim),
            proved -> {
              Report.Builder report = CertifyCommand.fields(context.proved(proved), claim);
              FullRankWords.scope(report, claim, evidence);
              report
                  .line(FullRankWords.sentence(claim))
                  .line("  " + FullRankWords.network(claim))
                  .conclusion(proved);
              particulars.accept(report);
              report.line("  because " + EvidenceWords.brief(proved));
              return InstanceReport.put(result, output, report, context);
            })
        .build();
  }

  private Report atSlopeZero(FullRankClaim claim, JobContext context)
      throws IOException, InterruptedException {
    if (FullRankDecision.decide(claim, context.progress()) instanceof FullRankDecision.Decided no
        && no.evidence() instanceof Refutation refutation) {
      return refuted(claim, refutation, context);
    }
    throw new UsageError(source.source() + ": at slope 0 and without samples there is no noise");
  }

  /** No noise at all will do: the refutation of the instance as it is. */
  private Report refuted(FullRankClaim claim, Refutation evidence, JobContext context)
      throws IOException, InterruptedException {
    return certificate
        .prove(
            claim.certificate(evidence),
            context,
            stopped -> CertifyCommand.fields(stopped.undecided(context), claim),
            proved ->
                FullRankWords.refutation(
                    CertifyCommand.fields(context.proved(proved), claim), claim, evidence))
        .build();
  }
}
