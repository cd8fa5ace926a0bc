package org.dlmcert.app.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.dlmcert.app.page.Page.Attachment;
import org.dlmcert.app.page.Page.Fact;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Version;
import org.dlmcert.io.Sha256;

/** The page of a certificate: everything on it is derived from the accepted bytes. */
final class CertificatePage {
  private static final int MOST_BASE64 = 1_400_000;

  private CertificatePage() {}

  static Page of(Proved proved) throws IOException {
    Accepted certificate = Accepted.of(proved);
    Meaning meaning = Meaning.of(certificate);
    List<String> claim = new ArrayList<>(List.of(sentence(proved.claim())));
    proved.conclusion().ifPresent(words -> claim.add("So " + words + "."));
    proved.features().map(CertificatePage::sentence).ifPresent(claim::add);
    return new Page(
        meaning.heading(),
        proved.word(),
        tone(proved.word()),
        claim,
        facts(certificate),
        meaning.means(),
        meaning.meansNot(),
        meaning.theorem(),
        KindSections.of(certificate),
        Optional.of(attachment(proved)),
        Version.line());
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  static String tone(String verdict) {
    return switch (verdict) {
      case "CERTIFIED", "GLOBAL_MINIMUM", "LOCAL_MINIMUM", "ALL_GLOBAL", "NONE", "ACCEPTED" ->
          "holds";
      case "REFUTED", "REJECTED", "NOT_CRITICAL", "SADDLE", "BAD_MINIMA" -> "refuted";
      case "DONE" -> "done";
      default -> "open";
    };
  }

  private static List<Fact> facts(Accepted certificate) {
    List<Fact> facts = new ArrayList<>();
    for (String name :
        List.of("samples", "widths", "slope", "bias", "noise", "width", "rank", "loss", "inputs")) {
      if (certificate.claim().has(name)) {
        String value =
            name.equals("widths")
                ? String.join("-", certificate.claim().texts(name))
                : certificate.claim().text(name);
        facts.add(new Fact(name, value.length() > 60 ? value.substring(0, 57) + "…" : value));
      }
    }
    facts.add(new Fact("kind of evidence", certificate.proved().kind()));
    facts.add(new Fact("work of the check", String.valueOf(certificate.proved().work())));
    return facts;
  }

  private static Attachment attachment(Proved proved) throws IOException {
    byte[] bytes = proved.certificate().readAllBytes();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    String base64 = Base64.getEncoder().encodeToString(compressed.toByteArray());
    return new Attachment(
        proved.kind() + ".cert",
        base64.length() > MOST_BASE64 ? "" : base64,
        bytes.length,
        sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.begin().digest(bytes));
  }
}
