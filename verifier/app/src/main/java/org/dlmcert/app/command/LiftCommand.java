package org.dlmcert.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.InstanceReport;
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
import org.dlmcert.certify.lift.NoiseLift;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.certify.proof.CommonPairsEvidence;
import org.dlmcert.certify.proof.LiftEvidence;
import org.dlmcert.certify.refutation.CrowdedPairsEvidence;
import org.dlmcert.certify.refutation.TightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.PatternScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert lift}: explicit certified noise near a given one. */
@Command(
    name = "lift",
    header = "Explicit noise, close to the given noise, for which every pattern gives it.",
    description = {
      "Explicit noise in the last hidden layer, within a tolerance of the given noise, for which",
      "every activation pattern gives the gradient matrix full column rank."
    })
public final class LiftCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--tolerance",
      required = true,
      paramLabel = "T",
      description = "The largest change of a noise factor, as 1e-6 or 1/1000.")
  private String tolerance = "";

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    InstanceReport.requireRoom(output, context);
    Rational t = Tolerance.read(tolerance);
    context.progress().stage("reading", 0);
    Instance instance = source.readInputs(LayerNoise.GENERIC, context);
    FullRankClaim claim = claim(instance);
    if (claim.problem() instanceof GivenOutputs outputs) {
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
    return lifted(instance, found, new LiftEvidence(found.groups()), t, context);
  }

  /** With several outputs of given weights: noise near that of common pairs. */
  private Report outputs(
      Instance instance, FullRankClaim claim, GivenOutputs layer, Rational t, JobContext context)
      throws IOException, InterruptedException {
    IntegerMatrix weights = layer.outputWeights().clearColumns().matrix();
    CommonPairs.Answer answer =
        new CommonPairs(
                layer.family().inputs().clearColumns().matrix(),
                weights,
                CommonPairs.everywhere(layer.units(), layer.samples()),
                context.progress())
            .search(List.of());
    if (answer instanceof CommonPairs.TooFew tooFew) {
      return refuted(claim, new CrowdedPairsEvidence(tooFew.proof()), context);
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

  private FullRankClaim claim(Instance instance) {
    if (instance.noise(instance.network().depth() - 1) instanceof LayerNoise.Generic) {
      throw new UsageError(
          source.source()
              + ": the noise of the last hidden layer is generic; lift starts from given noise: a"
              + " table, or \"none\" (--noise none) for all ones");
    }
    try {
      return FullRankClaim.of(instance, PatternScope.ALL);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
  }

  private Report lifted(
      Instance instance, NoiseLift.Lifted lifted, Proof evidence, Rational t, JobContext context)
      throws IOException, InterruptedException {
    List<LayerNoise> noise = new ArrayList<>(instance.noise());
    noise.set(noise.size() - 1, lifted.noise());
    Instance result =
        new Instance(
            instance.name(), instance.network(), instance.dataset(), noise, instance.weights());
    FullRankClaim claim = FullRankClaim.of(result, PatternScope.ALL);
    return certificate
        .prove(
            claim.certificate(evidence),
            context,
            stopped -> CertifyCommand.fields(stopped.undecided(context), claim),
            proved ->
                InstanceReport.put(
                    result,
                    output,
                    CertifyCommand.fields(context.proved(proved), claim)
                        .field("tolerance", t.toString())
                        .field("prime", lifted.groups().prime())
                        .field("denominator_bits", lifted.denominatorBits())
                        .line(FullRankWords.sentence(claim))
                        .line("  " + FullRankWords.network(claim))
                        .conclusion(proved)
                        .line(
                            "  every factor is within "
                                + t
                                + " of the given one, an integer over 2^"
                                + lifted.denominatorBits())
                        .line("  because " + EvidenceWords.brief(proved)),
                    context))
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

  /** The option {@code --tolerance}. */
  static final class Tolerance {
    private Tolerance() {}

    static Rational read(String text) {
      Rational value = Numbers.EXACT.read(text, Place.of("--tolerance", ""));
      if (value.signum() <= 0) {
        throw new UsageError("--tolerance " + text + ": a positive number expected");
      }
      return value;
    }
  }
}
