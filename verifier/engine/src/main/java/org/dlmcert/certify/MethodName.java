package org.dlmcert.certify;

/** The words of {@code --method}; several small methods may share one. */
public enum MethodName {
  IMMEDIATE("immediate"),
  PARTITION("partition"),
  COLLAPSE("collapse"),
  ARCHIMEDEAN("archimedean"),
  REDUCTION("reduction"),
  TREE("tree");

  private final String word;

  MethodName(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
