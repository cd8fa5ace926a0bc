package org.dlmcert.checker.rank;

import java.util.List;
import java.util.OptionalInt;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.network.OutputBiases;
import org.dlmcert.checker.rule.Claim;

/** The claim (format.md 4.2); no width stands for {@code null}: no number of units is enough. */
public record WidthClaim(
    int samples,
    int inputs,
    boolean bias,
    int outputs,
    OutputBiases biases,
    int rank,
    OptionalInt width)
    implements Claim<Dataset> {
  @Override
  public void compare(Dataset data) {
    Claim.same("samples", samples, data.inputs().count());
    Claim.same("inputs", inputs, data.dimension());
    Claim.same("bias", bias, data.bias());
    biases.compare(outputs, bias);
  }

  @Override
  public Settings settings() {
    return new Settings("dlmcert-dataset/1", List.of(inputs), "0", bias, "none");
  }

  @Override
  public String verdict() {
    return "DONE";
  }

  @Override
  public String sentence(Dataset data) {
    String certified = width.isPresent() ? "width " + width.getAsInt() : "no width is enough";
    return certified
        + (width.isPresent() ? "" : " (a zero sample)")
        + ", rank "
        + rank
        + "; "
        + samples
        + (samples == 1 ? " sample of " : " samples of ")
        + inputs
        + (inputs == 1 ? " input" : " inputs")
        + (bias ? ", with biases" : "")
        + (outputs > 1 ? ", " + outputs + " outputs with almost every weights" : "")
        + (biases == OutputBiases.TRAINED ? " and trained biases" : "");
  }
}
