package org.dlmcert.app.report;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.data.UserFile;

/**
 * What the independent checker has accepted. There is no other way to one of these than through the
 * checker, and no other way to a report that claims something than through one of these.
 */
public final class Proved implements Judged {
  private final org.dlmcert.checker.Verdict.Accepted accepted;
  private final byte[] certificate;

  private Proved(org.dlmcert.checker.Verdict.Accepted accepted, byte[] certificate) {
    this.accepted = accepted;
    this.certificate = certificate;
  }

  /**
   * Has the checker read a certificate.
   *
   * @param certificate the bytes of the file, which nobody changes
   * @param instance the user's own data, to be compared
   * @throws org.dlmcert.checker.data.BadInstanceException if they cannot be read
   */
  public static Judged judge(byte[] certificate, Optional<UserFile> instance, long maxWork) {
    return judged(Checker.check(certificate, instance, maxWork), certificate);
  }

  /**
   * Has the checker check a part.
   *
   * @param part K/M
   * @throws IllegalArgumentException if that is none
   */
  public static Judged judgePart(
      byte[] certificate, Optional<UserFile> instance, long maxWork, String part) {
    return judged(Checker.check(certificate, instance, maxWork, part), certificate);
  }

  private static Judged judged(org.dlmcert.checker.Verdict verdict, byte[] certificate) {
    if (verdict instanceof org.dlmcert.checker.Verdict.PartDone part) {
      return new Judged.PartHolds(part);
    }
    if (verdict instanceof org.dlmcert.checker.Verdict.Accepted accepted) {
      return new Proved(accepted, certificate);
    }
    return verdict instanceof org.dlmcert.checker.Verdict.Rejected rejected
        ? new Judged.Rejected(rejected)
        : new Judged.NotChecked((org.dlmcert.checker.Verdict.NotChecked) verdict);
  }

  /** The verdict of the claim. */
  Verdict verdict() {
    return Verdict.valueOf(accepted.proved());
  }

  /** The verdict of the claim, as the certificate has it. */
  public String word() {
    return accepted.proved();
  }

  /** The kind of certificate. */
  public String kind() {
    return accepted.kind();
  }

  /** The claim, in the checker's words. */
  public String claim() {
    return accepted.claim();
  }

  /** What the checker says that follows about minima, if that is another thing than the claim. */
  public Optional<String> conclusion() {
    return accepted.conclusion();
  }

  /** That the inputs are features of a model, whose layers the checker did not evaluate. */
  public Optional<String> features() {
    return accepted.features();
  }

  /** How the user's table was read, where the certificate says that. */
  public Optional<String> howRead() {
    return accepted.howRead();
  }

  /** What of the user's table was compared with the instance. */
  public Optional<String> compared() {
    return accepted.compared();
  }

  /** How many bytes were accepted. */
  public int size() {
    return certificate.length;
  }

  /** The bytes that were accepted. */
  public InputStream certificate() {
    return new ByteArrayInputStream(certificate);
  }

  /** The work of the check. */
  public long work() {
    return accepted.work();
  }

  /** That it was accepted, and the work it took. */
  public String words() {
    return "independent checker: accepted (work " + accepted.work() + ")";
  }
}
