package org.dlmcert.certify.claim;

import org.dlmcert.model.Instance;

/** The weights W_L of the last layer in a claim about full column rank. */
public enum OutputWeights {
  /** One output: they are trained, too, and absorbed into the layer below. */
  ABSORBED("absorbed"),
  /** Several outputs: they are held at the given values. */
  GIVEN("given"),
  /** Several outputs: they are held, and the claim is made for almost every value. */
  GENERIC("generic");

  private final String word;

  OutputWeights(String word) {
    this.word = word;
  }

  /** What is meant where nothing is said: the weights of the instance, if it has some. */
  public static OutputWeights ofInstance(Instance instance) {
    return instance.weights().isPresent() ? GIVEN : GENERIC;
  }

  public String word() {
    return word;
  }
}
