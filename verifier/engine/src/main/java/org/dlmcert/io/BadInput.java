package org.dlmcert.io;

/**
 * Input that cannot be used. The message is one line for people: the input, the place in it, what
 * was expected and what was found. Indices in places count from 0, lines from 1.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String place;
  private final String problem;

  /**
   * @param source the file
   * @param place where in it, such as {@code line 3, inputs[2][1]}; empty for the file as a whole
   * @param problem what was expected and found, on one line
   */
  public BadInput(String source, String place, String problem) {
    super(place.isEmpty() ? source + ": " + problem : source + ": " + place + ": " + problem);
    this.source = source;
    this.place = place;
    this.problem = problem;
  }

  public String source() {
    return source;
  }

  public String place() {
    return place;
  }

  public String problem() {
    return problem;
  }
}
