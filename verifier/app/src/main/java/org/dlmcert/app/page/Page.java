package org.dlmcert.app.page;

import java.util.List;
import java.util.Optional;

/**
 * Everything that one page shows, ready for its template, which escapes it.
 *
 * @param heading the question
 * @param verdict one word
 * @param tone {@code holds}, {@code refuted}, {@code open} or {@code done}; colours go by it
 * @param claim sentences: what was verified, in the checker's words
 * @param facts short pairs below the claim
 * @param means what the verdict means
 * @param meansNot what it does not
 * @param theorem the name of the theorem's template; empty if none is used
 * @param sections the evidence
 * @param certificate to be downloaded, if there is one
 * @param version of the program
 */
public record Page(
    String heading,
    String verdict,
    String tone,
    List<String> claim,
    List<Fact> facts,
    List<String> means,
    List<String> meansNot,
    String theorem,
    List<Section> sections,
    Optional<Attachment> certificate,
    String version) {

  public Page {
    claim = List.copyOf(claim);
    facts = List.copyOf(facts);
    means = List.copyOf(means);
    meansNot = List.copyOf(meansNot);
    sections = List.copyOf(sections);
  }

  /** A short name with a value. */
  public record Fact(String name, String value) {}

  /**
   * The certificate inside the page.
   *
   * @param name of the file, for whoever saves it
   * @param base64 the file, compressed by gzip; empty where it is too large for a page
   * @param bytes its size
   * @param sha256 of the file
   */
  public record Attachment(String name, String base64, int bytes, String sha256) {}
}
