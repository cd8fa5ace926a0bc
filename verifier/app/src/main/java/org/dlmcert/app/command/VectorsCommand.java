package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.dlmcert.app.option.GivenNoise;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.KinkOption;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.LossDefinition;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.vectors.ExactValues;
import org.dlmcert.numeric.vectors.TestVectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dlmcert vectors}: exact test vectors for numeric code. */
@Command(
    name = "vectors",
    header = "Test vectors for other programs, exact and correctly rounded.",
    description =
        "Writes test vectors for NumPy, PyTorch and other code as NPZ: inputs and weights, and every "
            + "preactivation, slope, output, gradient, G_l and rank at them, each as correctly rounded "
            + "doubles (u_1, gradient_1, …) and exactly, as texts p/q (u_1_exact, …). Samples are rows. "
            + "What has no value, as a preactivation is 0, is NaN (exactly: nan; a rank: -1).")
public final class VectorsCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private KinkOption kinks = new KinkOption();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) throws IOException {
    Path file = output.file().orElseThrow(() -> new UsageError("-o FILE.npz expected"));
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, context);
    context.progress().stage("exact values", 0);
    ExactValues values =
        kinks.convention().isPresent()
            ? ExactValues.of(instance, kinks.convention().get())
            : ExactValues.of(instance);
    TestVectors.Archive archive;
    try {
      archive = TestVectors.of(instance, values);
    } catch (ArithmeticException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    context.outputs().stage(file, archive.bytes());
    Report.Builder report =
        context
            .done()
            .field("samples", instance.samples())
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString())
            .field("arrays", archive.names())
            .field("output", file.toString())
            .line("test vectors: " + file)
            .line("  " + String.join(" ", archive.names()));
    LossDefinition.add(report, instance);
    kinks.add(report, values.lossGradient(), "gradient_… is NaN");
    return report.build();
  }
}
