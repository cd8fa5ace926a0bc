package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.List;

/**
 * What the claims of certificates mean, and what they do not.
 *
 * @param heading the question that the claim answers
 * @param theorem the name of the theorem's template
 */
record Meaning(String heading, String theorem, List<String> means, List<String> meansNot) {

  private static final String HOW_TRAINING_ENDS = "how training gets anywhere, or where it ends";

  static Meaning of(Accepted certificate) {
    return switch (certificate.property()) {
      case "full-column-rank" -> rank(certificate);
      case "width" ->
          new Meaning(
              "How many hidden units are enough for this data set?",
              "width",
              List.of(
                  "with so many hidden units (one hidden layer, any slope but 0) almost every noise"
                      + " gives every activation pattern full column rank, so that every"
                      + " differentiable local minimum has zero training error",
                  "one unit less is not enough for any noise, where the certificate has a tight set"),
              List.of(
                  "anything about a network without noise",
                  "that a network of this width is the smallest that fits the data",
                  HOW_TRAINING_ENDS));
      case "rank" ->
          new Meaning(
              "What is the rank of this matrix?",
              "rank",
              List.of("the rank over the rationals is exactly this number"),
              List.of("how near the matrix is to one of smaller rank"));
      case "differentiable-minima", "worst-minimum" ->
          new Meaning(
              "Which local minima does this network have?",
              "minima",
              List.of(
                  "these are the losses of all local minima at which no preactivation is zero",
                  "some weights of each are shown, exactly"),
              List.of("minima at which some preactivation is zero", HOW_TRAINING_ENDS));
      case "local-minima" ->
          new Meaning(
              "Which local minima does this network have, kinks included?",
              "minima",
              List.of("these are the losses of all local minima, at kinks or not"),
              List.of(HOW_TRAINING_ENDS));
      case "least-loss", "least-loss-any-width" ->
          new Meaning(
              "What is the least loss of this network?",
              "least",
              List.of("no weights have a smaller training loss"),
              List.of("that training finds these weights", "anything about other data"));
      case "point", "point-of-labels", "nearby-point" -> point(certificate);
      case "ball" ->
          new Meaning(
              "What is there near these weights?",
              "point",
              List.of("the claim above, for all weights of the ball"),
              List.of("anything about weights outside of the ball"));
      default -> new Meaning("What does this certificate say?", "", List.of(), List.of());
    };
  }

  private static Meaning rank(Accepted certificate) {
    boolean holds = certificate.claim().text("holds").equals("true");
    String noise = certificate.claim().text("noise");
    boolean deep = certificate.claim().texts("widths").size() > 3;
    List<String> means = new ArrayList<>();
    List<String> not = new ArrayList<>();
    if (holds) {
      means.add("the gradient matrix has full column rank, whatever the activation pattern");
      certificate.proved().conclusion().ifPresent(words -> means.add("so " + words));
      if (noise.equals("generic")) {
        not.add(
            "anything about a network without noise, or about one particular noise: the exceptions"
                + " have measure zero, but no noise "
                + (deep
                    ? "may be one of them"
                    : "is one of them whenever there are more samples than the rank of the inputs"));
      }
      if (deep) {
        not.add("anything about minima in all weights: those below the last two layers are held");
      }
      if (certificate.proved().conclusion().isEmpty()
          || !certificate.proved().conclusion().get().startsWith("every local")) {
        not.add("anything about minima at which the loss is not differentiable");
      }
      not.add(HOW_TRAINING_ENDS);
    } else {
      means.add(
          noise.equals("generic")
              ? "full column rank fails, and the evidence says for which samples"
              : "some activation pattern gives a matrix whose columns are dependent: here it is");
      certificate.proved().conclusion().ifPresent(words -> means.add("so " + words));
      not.add("that there is a bad local minimum: only that this way to exclude one is closed");
    }
    return new Meaning(
        "Does every activation pattern give full column rank?", "full-rank", means, not);
  }

  private static Meaning point(Accepted certificate) {
    List<String> means = new ArrayList<>();
    List<String> not = new ArrayList<>();
    switch (certificate.claim().text("verdict")) {
      case "GLOBAL_MINIMUM" -> means.add("no weights at all have a smaller loss");
      case "LOCAL_MINIMUM" -> {
        means.add("no weights nearby have a smaller loss");
        if (certificate.claim().has("spurious")
            && certificate.claim().text("spurious").equals("true")) {
          means.add("weights elsewhere do: it is spurious, and such weights are shown");
        } else {
          not.add("whether weights elsewhere have a smaller loss, unless the evidence says so");
        }
      }
      case "SADDLE" ->
          means.add(
              "no direction decreases the loss to first order, but smaller losses"
                  + " are arbitrarily near");
      default -> means.add("the loss decreases to first order in the direction that is shown");
    }
    not.add(HOW_TRAINING_ENDS);
    return new Meaning("What is true at these weights?", "point", means, not);
  }
}
