package org.dlmcert.app.coq;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.UsageError;

/**
 * An accepted certificate as a file for Coq, whose last theorem is the claim in the vocabulary of
 * {@code proofs/coq/theories/Model.v}. Coq computes the checker of that folder on the certificate,
 * and applies the theorem that what it accepts is so; nothing of this program is trusted.
 */
public final class CoqFile {
  /** Coq takes about a minute for a certificate of this size. */
  static final int LARGEST = 100_000;

  private final String kind;
  private final Fields certificate;

  private CoqFile(String kind, Fields certificate) {
    this.kind = kind;
    this.certificate = certificate;
  }

  /**
   * The text of the file.
   *
   * @throws UsageError if the certificate is too large, or of a kind or with a field that the
   *     proofs do not speak of
   */
  public static String of(Proved proved) {
    if (proved.size() > LARGEST) {
      throw new UsageError(
          "--coq: this certificate has "
              + proved.size()
              + " bytes; at most "
              + LARGEST
              + " expected, as Coq computes the check itself");
    }
    String text = new CoqFile(proved.kind(), Fields.certificate(proved)).text();
    return "(* "
        + comment(proved.claim())
        + ".\n   A certificate of the kind "
        + proved.kind()
        + ", checked by Coq. In the folder proofs/coq: ./build.sh, then\n"
        + "   coqc -Q theories Dlmcert on this file. *)\n"
        + text
        + "Print Assumptions claim.\n";
  }

  /** Claims hold numbers and words only; but no text may end the comment. */
  private static String comment(String text) {
    return text.replace("*)", "* )").replace("(*", "( *").replace("\"", "''");
  }

  private String text() {
    if (!certificate.has("instance")) {
      throw new UsageError(
          "--coq: this certificate is detached; one that holds its instance expected");
    }
    String body =
        switch (kind) {
          case "width", "rank", "bordered-minors", "sparse-rank" ->
              new CoqRank(kind, certificate).text();
          case CoqLabels.KIND -> labels();
          default ->
              aboutNetwork()
                  .map(this::ofNetwork)
                  .orElseGet(new CoqFullRank(kind, certificate)::text);
        };
    return """
        From Coq Require Import ZArith QArith_base List.
        From Dlmcert Require Import Sparse CellForm LabelForm Form Rules Check Bridge SoundOneLayer SoundRank SoundSparse
          LayersClaims EachClaims OutputsClaims SoundNoiseBall HeldScope PieceClaims LayersMinima NetworkClaims Claims Export.
        Import ListNotations.
        Local Open Scope Z_scope.

        """
        + body;
  }

  /**
   * The kinds that speak of a network as a whole: what writes the file, from the network's term.
   */
  private Optional<UnaryOperator<String>> aboutNetwork() {
    Fields claim = certificate.object("claim");
    Fields evidence = certificate.object("evidence");
    if (CoqPoint.isAbout(kind)) {
      return Optional.of(new CoqPoint(kind, claim, evidence)::text);
    }
    if (CoqNearby.isAbout(kind)) {
      return Optional.of(new CoqNearby(claim, evidence)::text);
    }
    if (kind.equals(CoqBall.KIND)) {
      return Optional.of(new CoqBall(claim, evidence)::text);
    }
    if (CoqCritical.isAbout(kind)) {
      return Optional.of(new CoqCritical(claim, evidence)::text);
    }
    if (CoqWorst.isAbout(kind)) {
      return Optional.of(new CoqWorst(kind, claim, evidence)::text);
    }
    if (CoqLeast.isAbout(kind)) {
      return Optional.of(new CoqLeast(kind, claim, evidence)::text);
    }
    if (CoqMinima.isAbout(kind)) {
      return Optional.of(new CoqMinima(kind, claim, evidence)::text);
    }
    if (kind.equals(CoqLocalMinima.KIND)) {
      return Optional.of(new CoqLocalMinima(claim, evidence)::text);
    }
    return Optional.empty();
  }

  private String labels() {
    Fields instance = certificate.object("instance");
    CoqNetwork.requireProvedFields(instance);
    CoqNetwork.requireTables(instance);
    return CoqLabels.text(
        CoqNetwork.termWithLabels(instance), instance.text("loss"), certificate.object("evidence"));
  }

  private String ofNetwork(UnaryOperator<String> text) {
    Fields instance = certificate.object("instance");
    CoqNetwork.requireProvedFields(instance);
    CoqNetwork.requireTables(instance);
    return text.apply(CoqNetwork.term(instance));
  }
}
