package org.dlmcert.checker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.data.Reading;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.data.UserInstance;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.rule.Claim;
import org.dlmcert.checker.rule.Rule;

/**
 * Decides whether the bytes of a certificate prove its claim (format.md, soundness.md).
 *
 * <p>It is ready for hostile input: whatever cannot be verified is rejected, work is limited,
 * memory is in proportion to the bytes read (and, for determined layers, to their outputs).
 */
public final class Checker {
  /** The work allowed unless told otherwise (format.md section 6). */
  public static final long DEFAULT_MAX_WORK = 100_000_000_000L;

  private static final List<String> DIGITS = List.of("0123456789abcdef".split(""));

  private final CanonicalReader in;
  private final byte[] certificate;
  private final Optional<UserFile> file;
  private final Work work;
  private Optional<String> howRead = Optional.empty();
  private Optional<String> compared = Optional.empty();

  private Checker(byte[] certificate, Optional<UserFile> file, Work work) {
    this.certificate = certificate;
    this.file = file;
    this.work = work;
    this.in = new CanonicalReader(certificate, work);
  }

  /**
   * Checks a certificate.
   *
   * @param certificate the bytes of the file; not changed
   * @param file the user's own data: required for a detached certificate, compared with the
   *     instance in the certificate otherwise
   * @param maxWork the limit on the work of format.md section 6
   * @return the verdict; running out of memory is a {@link Verdict.NotChecked}
   * @throws org.dlmcert.checker.data.BadInstanceException if the user's data cannot be read
   */
  public static Verdict check(byte[] certificate, Optional<UserFile> file, long maxWork) {
    Work work = new Work(maxWork);
    try {
      return new Checker(certificate, file, work).verdict();
    } catch (Rejection rejection) {
      return new Verdict.Rejected(rejection.rule(), rejection.place(), rejection.reason());
    } catch (Work.Exceeded exceeded) {
      return new Verdict.NotChecked(exceeded.total(), exceeded.limit(), exceeded.tried());
    } catch (OutOfMemoryError error) {
      return new Verdict.NotChecked(work.total(), maxWork, "the memory was not enough");
    }
  }

  private Verdict verdict() {
    in.open();
    in.field("format");
    in.word(List.of("dlmcert-certificate/1"));
    in.field("kind");
    for (Rule<?, ?> rule : RuleTable.RULES) {
      if (in.skip("\"" + rule.kind() + "\"")) {
        return apply(rule);
      }
    }
    throw new Rejection("kind", "kind", "unknown kind of certificate");
  }

  private <S, C extends Claim<S>> Verdict apply(Rule<S, C> rule) {
    in.field("claim");
    C claim = rule.readClaim(in);
    S subject;
    if (in.optionalField("instance")) {
      int from = in.position();
      subject = rule.readSubject(in);
      int to = in.position();
      in.field("instance_sha256");
      String digest = readDigest();
      String recomputed = sha256(certificate, from, to);
      Rejection.unless(
          digest.equals(recomputed),
          "instance",
          "instance_sha256",
          () -> "the digest of the instance is " + recomputed);
      compareWithUser(from, to, claim.settings());
    } else {
      Optional<Reading> reading = Reading.optional(in);
      in.field("instance_sha256");
      byte[] canonical = fromUser(readDigest(), claim.settings(), reading);
      CanonicalReader reader = new CanonicalReader(canonical, work);
      subject = rule.readSubject(reader);
      reader.end();
    }
    claim.compare(subject);
    in.field("evidence");
    Rule.Evidence evidence = rule.readEvidence(in, subject, claim);
    in.close();
    in.end();
    evidence.check(new Steps(rule.kind(), work));
    String says = claim.sentence(subject);
    Optional<String> so = claim.conclusion(subject);
    return new Verdict.Accepted(
        rule.kind(), claim.verdict(), says, so, howRead, compared, work.total());
  }

  private String readDigest() {
    in.expect("\"");
    int from = in.position();
    for (int i = 0; i < 64; i++) {
      if (DIGITS.stream().noneMatch(in::skip)) {
        throw in.malformed("expected 64 lower case hexadecimal digits");
      }
    }
    String digest = new String(certificate, from, 64, StandardCharsets.US_ASCII);
    in.expect("\"");
    return digest;
  }

  private void compareWithUser(int from, int to, Settings settings) {
    if (file.isPresent()) {
      String canonical = new String(certificate, from, to - from, StandardCharsets.UTF_8);
      UserInstance data = file.get().read(Optional.empty(), work);
      compared = data.compared(canonical, settings);
      data.difference(canonical, settings)
          .ifPresent(
              where -> {
                throw new Rejection(
                    "instance", "--instance", "the data given are others: " + where);
              });
    }
  }

  private byte[] fromUser(String digest, Settings settings, Optional<Reading> reading) {
    UserFile given =
        file.orElseThrow(
            () ->
                new Rejection(
                    "instance",
                    "instance",
                    "the certificate is detached: give its data with --instance"));
    UserInstance data = given.read(reading, work);
    for (var forms = data.canonical(settings).iterator(); forms.hasNext(); ) {
      byte[] candidate = forms.next();
      if (digest.equals(sha256(candidate, 0, candidate.length))) {
        howRead = data.howRead();
        return candidate;
      }
    }
    throw new Rejection(
        "instance", "instance_sha256", "the digest is not that of the data given" + data.hint());
  }

  private static String sha256(byte[] bytes, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, to - from);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
