package org.dlmcert.app.coq;

import java.util.List;
import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;
import org.dlmcert.app.report.UsageError;

/** An instance as a term of {@code proofs/coq/theories/Form.v}. */
final class CoqNetwork {
  private static final Set<String> PROVED_FIELDS =
      Set.of(
          "format", "widths", "slope", "bias", "pieces", "loss", "features", "inputs", "targets",
          "noise", "weights", "biases");
  private static final String HUBER = "huber:";

  private CoqNetwork() {}

  /** Refuses instances with a field that the proofs do not speak of. */
  static void requireProvedFields(Fields instance) {
    for (String field : instance.names()) {
      if (!PROVED_FIELDS.contains(field)) {
        throw new UsageError("--coq: the proofs in Coq do not speak of the field " + field);
      }
    }
  }

  /**
   * Refuses noise that is a formula: then evidence, too, has other fields than the proofs' terms.
   */
  static void requireTables(Fields instance) {
    if (instance.list("noise").stream().anyMatch(Fields.class::isInstance)) {
      throw new UsageError(
          "--coq: the noise is a formula; a table expected, which lift --noise-table writes");
    }
  }

  /** The instance, field by field; its noise are words and tables. Nothing depends on features. */
  static String term(Fields instance) {
    return term(instance, loss(instance));
  }

  /** The same of an instance with a loss of labels, which is no part of the term. */
  static String termWithLabels(Fields instance) {
    return term(instance, "None");
  }

  private static String term(Fields instance, String loss) {
    if (instance.isObject("inputs")) {
      throw new UsageError("--coq: the inputs are in a file of their own; a table expected");
    }
    return "{|\n  widths := "
        + CoqTerms.integers(instance.texts("widths"))
        + ";\n  slope := "
        + CoqTerms.rational(instance.text("slope"))
        + ";\n  bias := "
        + instance.text("bias")
        + ";\n  pieces := "
        + (instance.has("pieces") ? "Some " + instance.text("pieces") : "None")
        + ";\n  sample_loss := "
        + loss
        + ";\n  inputs := "
        + CoqTerms.rationalRows(instance.rows("inputs"))
        + ";\n  wanted := "
        + (instance.has("targets") ? "Some (" + targets(instance) + ")" : "None")
        + ";\n  noises := "
        + CoqTerms.list(instance.list("noise"), CoqNetwork::noise)
        + ";\n  weights := "
        + (instance.has("weights")
            ? "Some " + CoqTerms.list(instance.tables("weights"), CoqTerms::rationalRows)
            : "None")
        + ";\n  biases := "
        + (instance.has("biases")
            ? "Some " + CoqTerms.rationalRows(instance.rows("biases"))
            : "None")
        + " |}";
  }

  private static String targets(Fields instance) {
    List<String> widths = instance.texts("widths");
    return widths.get(widths.size() - 1).equals("1")
        ? "OneOutput " + CoqTerms.rationals(instance.texts("targets"))
        : "Outputs " + CoqTerms.rationalRows(instance.rows("targets"));
  }

  private static String loss(Fields instance) {
    if (!instance.has("loss")) {
      return "None";
    }
    String loss = instance.text("loss");
    return switch (loss) {
      case "logistic" -> "Some (Labels Logistic)";
      case "cross-entropy" -> "Some (Labels CrossEntropy)";
      default -> "Some (Huber (" + CoqTerms.rational(loss.substring(HUBER.length())) + "))";
    };
  }

  private static String noise(Json layer) {
    if (layer instanceof Json.Scalar word) {
      return word.text().equals("none") ? "NoNoise" : "Generic";
    }
    return "Given " + CoqTerms.rationalRows(Fields.rows(layer));
  }
}
