package org.dlmcert.app.report;

import java.util.List;

/**
 * Why a command ended without an answer.
 *
 * @param limit the limit that was reached
 * @param tried what was done until then, in order
 * @param wouldDecide what would bring an answer
 */
public record Unfinished(String limit, List<String> tried, String wouldDecide) {

  /** Copies the list. */
  public Unfinished {
    tried = List.copyOf(tried);
  }
}
