package org.dlmcert.app.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.UserFile;

/**
 * What the independent checker has accepted. There is no other way to one of these than through the
 * checker, and no other way to a report that claims something than through one of these.
 */
public final class Proved implements Judged {
  /** A number of more characters is shown by its first digits. */
  private static final int NUMBER = 40;

  private static final Pattern FRACTION = Pattern.compile("-?[0-9]+(?:/[0-9]+)?");

  private final Verdict.Accepted accepted;
  private final byte[] certificate;
  private final int parts;

  private Proved(Verdict.Accepted accepted, byte[] certificate, int parts) {
    this.accepted = accepted;
    this.certificate = certificate;
    this.parts = parts;
  }

  /** In how many parts it was checked: 1, or part 1 here and all others by workers elsewhere. */
  public int parts() {
    return parts;
  }

  /**
   * Has the checker read a certificate.
   *
   * @param certificate the bytes of the file, which nobody changes
   * @param instance the user's own data, to be compared
   * @throws BadInstanceException if they cannot be read
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

  /** Has parts of a certificate checked elsewhere, all from the second on. */
  @FunctionalInterface
  public interface Others {
    /**
     * The answers in the order of the parts, up to the first that does not hold.
     *
     * @param parts each K/M
     */
    List<PartAnswer> of(List<String> parts) throws IOException, InterruptedException;
  }

  /**
   * Has the checker check all parts of a certificate, the first of them here.
   *
   * @param parts their number, at least 2
   * @param maxWork of each part
   * @return accepted if all hold, with the sum of their work; else what is said of the first that
   *     does not
   */
  public static Judged judgeParts(
      byte[] certificate, Optional<UserFile> instance, long maxWork, int parts, Others others)
      throws IOException, InterruptedException {
    Judged first = judgePart(certificate, instance, maxWork, "1/" + parts);
    if (!(first instanceof Judged.PartHolds holds)) {
      return first;
    }
    List<PartAnswer> answers =
        others.of(IntStream.rangeClosed(2, parts).mapToObj(k -> k + "/" + parts).toList());
    long work = holds.verdict().work();
    for (PartAnswer answer : answers) {
      if (answer instanceof PartAnswer.Rejected no) {
        return new Judged.Rejected(new Verdict.Rejected(no.rule(), no.place(), no.reason()));
      }
      if (answer instanceof PartAnswer.NotChecked not) {
        return new Judged.NotChecked(new Verdict.NotChecked(not.work(), not.limit(), not.tried()));
      }
      work += ((PartAnswer.Holds) answer).work();
    }
    if (answers.size() != parts - 1) {
      throw new IllegalStateException(answers.size() + " answers for " + (parts - 1) + " parts");
    }
    Verdict.Accepted all = holds.verdict().ifAll();
    return new Proved(
        new Verdict.Accepted(
            all.kind(),
            all.proved(),
            all.claim(),
            all.conclusion(),
            all.features(),
            all.howRead(),
            all.compared(),
            work),
        certificate,
        parts);
  }

  private static Judged judged(Verdict verdict, byte[] certificate) {
    if (verdict instanceof Verdict.PartDone part) {
      return new Judged.PartHolds(part);
    }
    if (verdict instanceof Verdict.Accepted accepted) {
      return new Proved(accepted, certificate, 1);
    }
    return verdict instanceof Verdict.Rejected rejected
        ? new Judged.Rejected(rejected)
        : new Judged.NotChecked((Verdict.NotChecked) verdict);
  }

  /** The verdict of the claim. */
  ReportVerdict verdict() {
    return ReportVerdict.valueOf(accepted.proved());
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

  /** The same as a line, in which numbers that are too long for one are rounded. */
  public String claimInBrief() {
    return FRACTION.matcher(claim()).replaceAll(found -> inBrief(found.group()));
  }

  private static String inBrief(String number) {
    if (number.length() <= NUMBER) {
      return number;
    }
    String[] parts = number.split("/");
    BigDecimal rounded =
        new BigDecimal(parts[0])
            .divide(new BigDecimal(parts.length > 1 ? parts[1] : "1"), new MathContext(4));
    return "≈ " + rounded + " (" + number.length() + " characters)";
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
