package org.dlmcert.checker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Part;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.array.ArrayInputs;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.Reading;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.data.UserInstance;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Features;
import org.dlmcert.checker.network.Network;
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

  private final CanonicalReader in;
  private final byte[] certificate;
  private final Optional<UserFile> file;
  private final Work work;
  private final Part part;
  private Optional<String> howRead = Optional.empty();
  private Optional<String> compared = Optional.empty();

  private Checker(byte[] certificate, Optional<UserFile> file, Work work, Part part) {
    this.certificate = certificate;
    this.file = file;
    this.work = work;
    this.part = part;
    this.in =
        new CanonicalReader(
            certificate,
            work,
            file.flatMap(UserFile::array).map(array -> new ArrayInputs(array, !part.isWhole())));
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
    return check(certificate, file, new Work(maxWork), Part.WHOLE);
  }

  /**
   * The same for one part of the groups, and with the digests of those blocks only that hold its
   * samples: the certificate would be accepted if every part is {@link Verdict.PartDone}.
   *
   * @param part K/M, the part K of M, counted from 1
   * @throws IllegalArgumentException if that is none
   * @throws org.dlmcert.checker.data.BadInstanceException also if the kind has no parts
   */
  public static Verdict check(
      byte[] certificate, Optional<UserFile> file, long maxWork, String part) {
    return check(certificate, file, new Work(maxWork), Part.named(part));
  }

  /** The same, counting into {@code work}. */
  static Verdict check(byte[] certificate, Optional<UserFile> file, Work work, Part part) {
    try {
      return new Checker(certificate, file, work, part).verdict();
    } catch (Rejection rejection) {
      return new Verdict.Rejected(rejection.rule(), rejection.place(), rejection.reason());
    } catch (Work.Exceeded exceeded) {
      return new Verdict.NotChecked(exceeded.total(), exceeded.limit(), exceeded.tried());
    } catch (OutOfMemoryError error) {
      return new Verdict.NotChecked(work.total(), work.limit(), "the memory was not enough");
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
    if (!part.isWhole() && !rule.hasParts()) {
      throw new BadInstanceException(
          "--part: certificates of the kind " + rule.kind() + " are checked whole");
    }
    in.field("claim");
    C claim = rule.readClaim(in);
    S subject;
    if (in.optionalField("instance")) {
      int from = in.position();
      subject = rule.readSubject(in);
      int to = in.position();
      in.field("instance_sha256");
      String digest = in.digest();
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
      byte[] canonical = fromUser(in.digest(), claim.settings(), reading);
      CanonicalReader reader = new CanonicalReader(canonical, work);
      subject = rule.readSubject(reader);
      reader.end();
    }
    claim.compare(subject);
    in.field("evidence");
    Rule.Evidence evidence = rule.readEvidence(in, subject, claim);
    in.close();
    in.end();
    evidence.check(new Steps(rule.kind(), work, part));
    String says = claim.sentence(subject);
    Optional<String> so = claim.conclusion(subject);
    Optional<String> features =
        subject instanceof Network network
            ? network.features().map(Features::words)
            : Optional.empty();
    long done = work.total();
    Verdict.Accepted accepted =
        new Verdict.Accepted(
            rule.kind(), claim.verdict(), says, so, features, howRead, compared, done);
    return part.isWhole()
        ? accepted
        : new Verdict.PartDone(rule.kind(), part.words(), accepted, done);
  }

  private void compareWithUser(int from, int to, Settings settings) {
    if (file.isPresent() && !speaksOfArray(from, to)) {
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

  /** Whether the inputs are those of the array in the user's file, compared when they were read. */
  private boolean speaksOfArray(int from, int to) {
    String instance = new String(certificate, from, to - from, StandardCharsets.US_ASCII);
    return instance.contains("\"inputs\":{");
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
