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

  private static final String KINKS = "minima at which some preactivation is zero";
  private static final String HOW_TRAINING_ENDS = "how training gets anywhere, or where it ends";

  static Meaning of(Accepted certificate) {
    return switch (certificate.property()) {
      case "full-column-rank" -> rank(certificate);
      case "width" ->
          new Meaning(
              "How many hidden units are enough for this data set?",
              "width",
              List.of(
                  "full column rank for every activation pattern is asked for (one hidden layer, any"
                      + " slope but 0, almost every noise; with several outputs almost every output"
                      + " weights, held), which excludes differentiable local minima with a training"
                      + " error",
                  "where a width is certified, it is enough; where there is a tight set, one unit less"
                      + " is not enough for any noise"),
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
      case "differentiable-minima" ->
          new Meaning(
              "Which local minima does this network have?",
              "minima",
              List.of("these are the losses of all local minima at which no preactivation is zero"),
              List.of(KINKS, HOW_TRAINING_ENDS));
      case "differentiable-minima-and-least-loss" ->
          new Meaning(
              "Which local minima does this network have, and what is its least loss?",
              "minima",
              List.of(
                  "these are the losses of all local minima at which no preactivation is zero",
                  "no weights at all have a loss below the least one, which is attained"),
              List.of("other " + KINKS, HOW_TRAINING_ENDS));
      case "worst-minimum" ->
          new Meaning(
              "What is the largest loss of a local minimum of this network?",
              "minima",
              List.of("no local minimum at which no preactivation is zero has a larger loss"),
              List.of("other local minima", KINKS, HOW_TRAINING_ENDS));
      case "worst-minimum-held" ->
          new Meaning(
              "What is the largest loss of a local minimum of this network, with its output weights"
                  + " held?",
              "minima",
              List.of(
                  "no differentiable local minimum in the other weights has a loss above the claim's"
                      + " upper bound"),
              List.of(
                  "anything about minima in all weights: the output weights are held",
                  KINKS,
                  HOW_TRAINING_ENDS));
      case "local-minima" ->
          new Meaning(
              "Which local minima does this network have, kinks included?",
              "minima",
              List.of("these are the losses of all local minima, at kinks or not"),
              List.of(HOW_TRAINING_ENDS));
      case "least-loss" ->
          new Meaning(
              "What is the least loss of this network?",
              "least",
              List.of("no weights have a smaller training loss"),
              List.of("that training finds these weights", "anything about other data"));
      case "least-loss-any-width" ->
          new Meaning(
              "What is the least loss of such networks, however many hidden units they have?",
              "least",
              List.of("no weights have a smaller training loss, at any width"),
              List.of("that training finds these weights", "anything about other data"));
      case "point", "point-of-labels" -> point(certificate);
      case "nearby-point" -> nearby(certificate);
      case "ball" ->
          new Meaning(
              "What is there near these weights?",
              "point",
              List.of("the claim above, as it stands"),
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
      means.add(
          (noise.equals("generic") ? "for almost every noise " : "")
              + "the gradient matrix has full column rank, whichever of the activation patterns of"
              + " the claim the units have");
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
      not.add(
          "that there is a bad local minimum for these targets: only that this way to exclude one is"
              + " closed");
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

  /** The point is not the given weights: it lies near them, and is irrational in general. */
  private static Meaning nearby(Accepted certificate) {
    List<String> means = new ArrayList<>();
    means.add("within the radius of the claim, there is a point of which this is true");
    means.add(
        switch (certificate.claim().text("verdict")) {
          case "GLOBAL_MINIMUM" -> "its loss is exactly 0";
          case "LOCAL_MINIMUM" -> "no weights near that point have a smaller loss";
          default -> "that point is critical, and smaller losses are arbitrarily near";
        });
    return new Meaning(
        "What is there near these weights?",
        "point",
        means,
        List.of("anything about the given weights themselves", HOW_TRAINING_ENDS));
  }
}
