package org.dlmcert.checker.network;

import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.rule.Claim;

/** What every claim about a network says of it and of its data (format.md, section 4). */
public record NetworkSetting(
    List<Integer> widths, Rational slope, boolean bias, int pieces, String noise, int samples) {

  /** Reads its fields, with one of these words for the noise. */
  public static NetworkSetting read(CanonicalReader in, List<String> noises) {
    in.field("widths");
    List<Integer> widths = Network.readWidths(in);
    in.field("slope");
    Rational slope = in.rational();
    in.field("bias");
    boolean bias = in.flag();
    int pieces = Network.readPieces(in);
    in.field("noise");
    String noise = in.word(noises);
    in.field("samples");
    return new NetworkSetting(widths, slope, bias, pieces, noise, in.count());
  }

  /** Compares them with the instance. */
  public void compare(Network network) {
    Claim.same("widths", widths, network.widths());
    // As they are written: a record's own equals is made at run time, at each start.
    Claim.same("slope", slope.toString(), network.slope().toString());
    Claim.same("bias", bias, network.bias());
    Claim.same("pieces", pieces, network.pieces());
    Claim.same("noise", noise, network.noiseWord());
    Claim.same("samples", samples, network.samples());
  }

  /** What a user's own data are completed with. */
  public Settings settings() {
    return new Settings(Network.FORMAT, widths, slope.toString(), bias, pieces, noise);
  }

  /** The noise of a claim that has none that is generic, in words. */
  public String noiseWords() {
    return noise.equals("given") ? ", with the given noise" : ", without noise";
  }

  /** The network in words, after a semicolon. */
  public String words() {
    return "; "
        + samples
        + (samples == 1 ? " sample" : " samples")
        + ", widths "
        + widths.stream().map(String::valueOf).collect(Collectors.joining("-"))
        + (pieces > 1 ? ", maxout units of " + pieces + " pieces" : ", slope " + slope)
        + (bias ? ", with biases" : "");
  }
}
