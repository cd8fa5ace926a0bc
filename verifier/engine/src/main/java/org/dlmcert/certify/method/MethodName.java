package org.dlmcert.certify.method;

/** The words of {@code --method}; several small methods may share one. */
public enum MethodName {
  IMMEDIATE("immediate", 50),
  PARTITION("partition", 50),
  COLLAPSE("collapse", 25),
  ARCHIMEDEAN("archimedean", 25),
  REDUCTION("reduction", 40),
  TREE("tree", 60);

  private final String word;
  private final int share;

  MethodName(String word, int share) {
    this.word = word;
    this.share = share;
  }

  /**
   * How many hundredths of the time that is left one method of this name may take before the next
   * has its turn; what is left after the last is for the checker, which needs as long for a tree.
   */
  public int share() {
    return share;
  }

  public String word() {
    return word;
  }
}
