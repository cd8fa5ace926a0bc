package org.dlmcert.paper;

import java.util.List;

/**
 * What a statement says, before anything is checked.
 *
 * @param id a short name in lower case, e.g. {@code fact-2}
 * @param title the name as the paper prints it, e.g. {@code Fact 2}; for what is not in the paper,
 *     a name
 * @param where where it stands, e.g. {@code section 4, proved in appendix A}, or {@code beyond the
 *     paper}
 * @param hypotheses what has to be given, in our words
 * @param claim what then holds
 * @param formulas the same in formulas, as far as there are any
 * @param doesNotShow what one might take it to show, and it does not
 */
public record Heading(
    String id,
    String title,
    String where,
    String hypotheses,
    String claim,
    List<String> formulas,
    String doesNotShow) {
  public Heading {
    formulas = List.copyOf(formulas);
  }
}
