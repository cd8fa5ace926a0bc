package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.DataOptions;
import org.dlmcert.app.option.OutputBiasesOption;
import org.dlmcert.app.option.OutputsOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.FullRankWords;
import org.dlmcert.app.words.Shown;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dlmcert width}: the least certified hidden width of a data set. */
@Command(
    name = "width",
    header = "The least width that gives it for almost every noise.",
    description =
        "The least width of one hidden layer at which almost every noise gives full column rank "
            + "for every activation pattern, at any slope but 0, with the set of samples that rules "
            + "out one unit less.")
public final class WidthCommand implements Job {

  @Parameters(
      arity = "0..1",
      paramLabel = "INSTANCE",
      description = "An instance file whose inputs to take; or give --data.")
  private Optional<Path> file = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private OutputsOption outputs = new OutputsOption();

  @Mixin private OutputBiasesOption outputBiases = new OutputBiasesOption();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    context.progress().stage("reading", 0);
    DatasetWidth width = read(context);
    if (!width.isLeast()) {
      return undecided(width, context);
    }
    return certificate
        .prove(width.certificate(), context, proved -> report(width, context.proved(proved)))
        .build();
  }

  /** The search for pairs with trained output biases ended without an answer. */
  static Report undecided(DatasetWidth width, JobContext context) {
    int enough = width.width().orElseThrow();
    return context
        .undecided(
            "the search for pairs of "
                + (enough - 1)
                + " units and the samples, with the output biases, which found neither pairs nor a"
                + " proof that there are none",
            "no limit that can be raised; without --output-biases trained the width is decided")
        .field("width", null)
        .field("width_at_most", enough)
        .field("samples", width.inputs().rows())
        .field("rank", width.rank().rank())
        .field("outputs", width.outputs())
        .field("output_biases", width.biases().word())
        .line(
            "  " + Shown.count(enough, "hidden unit") + (enough == 1 ? " is" : " are") + " enough")
        .build();
  }

  private static Report.Builder report(DatasetWidth width, Report.Builder report) {
    int samples = width.inputs().rows();
    int rank = width.rank().rank();
    int k = width.outputs();
    report.exitCode(width.width().isPresent() ? ExitCode.HOLDS : ExitCode.REFUTED);
    report.field("width", width.width().orElse(null)).field("samples", samples).field("rank", rank);
    if (k > 1) {
      report.field("outputs", k);
    }
    boolean trained = width.biases() == OutputBiases.TRAINED;
    if (trained) {
      report.field("output_biases", width.biases().word());
    }
    boolean paired = width.fewer().flatMap(DatasetWidth.Fewer::pairs).isPresent();
    Optional<TightSet> tight = width.tooFew();
    if (width.width().isPresent()) {
      int w = width.width().get();
      report.line(
          "certified width: "
              + w
              + (k == 1 ? "" : ", for " + k + " outputs")
              + (trained ? " with trained biases" : ""));
      report.line(
          "  "
              + Shown.count(samples, "sample")
              + " of rank "
              + rank
              + "; counting alone asks for "
              + (rank == 0 ? 0 : ((long) k * samples + rank - 1) / rank));
      report.line(
          "  for one hidden layer of any slope but 0: with so many units almost every noise"
              + (k == 1 ? " gives" : ", with almost every output weights, gives")
              + " every activation pattern full column rank"
              + (trained ? ", with a row of ones for each output bias" : ""));
      report.line(
          paired
              ? "  "
                  + Shown.count(w, "hidden unit")
                  + ": units and samples can be paired, the inputs of each unit's samples"
                  + " linearly independent, so that with the biases all samples have "
                  + k
                  + " independent output weights"
              : "  "
                  + Shown.count(w, "hidden unit")
                  + ": the samples divide into "
                  + Shown.count(w, "group")
                  + " of linearly independent inputs"
                  + (k == 1 ? "" : ", each sample in " + k + " of them"));
      tight.ifPresent(
          set ->
              report.line(
                  "  "
                      + (w - 1)
                      + " are too few: "
                      + (trained && w - 1 < k && set.samples().size() >= 2
                          ? "a combination of the " + k + " outputs would depend on the biases only"
                          : FullRankWords.crowd(set)
                              + ", and "
                              + (w - 1)
                              + "·"
                              + set.rank()
                              + (trained ? " + " + k : "")
                              + " < "
                              + (k == 1 ? "" : k + "·")
                              + set.samples().size())));
    } else {
      int zero = width.zeroSample().orElseThrow();
      report.line("no width is enough: the input of sample " + zero + " is zero");
    }
    return report.field(
        "tight_set",
        width.zeroSample().isPresent()
            ? tightSet(List.of(width.zeroSample().get()), 0)
            : tight.map(set -> tightSet(set.samples(), set.rank())).orElse(null));
  }

  private static Map<String, Object> tightSet(List<Integer> samples, int rank) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("samples", samples);
    fields.put("rank", rank);
    return fields;
  }

  private DatasetWidth read(JobContext context) {
    RationalMatrix inputs;
    boolean bias;
    int count = outputs.given().orElse(1);
    if (data.isGiven()) {
      if (file.isPresent()) {
        throw new UsageError("both an instance file (" + file.get() + ") and --data; one expected");
      }
      inputs = data.read(TargetValues.NUMBERS_OR_LEFT_OUT, context).dataset().inputs();
      bias = data.bias();
    } else if (file.isPresent()) {
      Optional<String> stray = data.withoutData();
      if (stray.isPresent()) {
        throw new UsageError(stray.get() + " goes with --data FILE");
      }
      Instance instance =
          InstanceReader.readWithMaxout(file.get(), LayerNoise.GENERIC, data.numbers());
      inputs = instance.dataset().inputs();
      bias = instance.network().bias();
      count = outputs.given().orElse(instance.network().outputs());
    } else {
      throw new UsageError("--data FILE, or an instance file, expected");
    }
    try {
      return DatasetWidth.of(inputs, bias, count, outputBiases.chosen(), context.progress());
    } catch (IllegalArgumentException e) {
      throw new UsageError("--output-biases trained: " + e.getMessage());
    }
  }
}
