package org.dlmcert.app.report;

/**
 * An option that was used in place of what an instance says.
 *
 * @param field of the instance
 * @param own what the instance says, in words
 * @param used what the option says
 */
public record Overridden(String field, String own, String used) {

  /** The words for people. */
  String words() {
    return "--" + field + ": " + used + ", in place of the instance's own " + own;
  }
}
