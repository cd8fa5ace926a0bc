package org.dlmcert.app.page;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.Proved;
import org.dlmcert.exact.Rational;

/**
 * A certificate that the checker has accepted, with its parts.
 *
 * @param proved what the checker says
 * @param claim the claim's fields
 * @param instance what it is about
 * @param evidence the fields of the evidence
 */
record Accepted(Proved proved, Fields claim, Fields instance, Fields evidence) {

  static Accepted of(Proved proved) {
    Fields certificate = Fields.certificate(proved);
    return new Accepted(
        proved,
        certificate.object("claim"),
        certificate.has("instance") ? certificate.object("instance") : certificate.object("claim"),
        certificate.object("evidence"));
  }

  /** The same claim with a part of its evidence, for kinds that are made of two. */
  Accepted withEvidence(String part) {
    return new Accepted(proved, claim, instance, evidence.object(part));
  }

  String property() {
    return claim.text("property");
  }

  /** Whether the instance is in the certificate. */
  boolean hasInputs() {
    return instance.has("inputs") && !instance.isObject("inputs");
  }

  /** A number of a certificate. */
  static Rational number(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Rational.of(new BigInteger(text))
        : Rational.of(
            new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  static List<List<Rational>> numbers(List<List<String>> rows) {
    return rows.stream().map(row -> row.stream().map(Accepted::number).toList()).toList();
  }
}
