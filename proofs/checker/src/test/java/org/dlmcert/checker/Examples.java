package org.dlmcert.checker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Part;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.form.Work;

/** The example files of the repository. */
final class Examples {
  static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("../..").normalize();
  static final Path ACCEPTED = ROOT.resolve("examples/accepted");
  static final Path REJECTED = ROOT.resolve("examples/rejected");

  private Examples() {}

  static List<Path> certificates(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".cert")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static Verdict check(String certificate) {
    return check(certificate.getBytes(StandardCharsets.UTF_8));
  }

  static Verdict check(byte[] certificate) {
    return Checker.check(certificate, Optional.empty(), 10_000_000);
  }

  /** Returns whether all data are in the certificate: it is not detached, and names no array. */
  static boolean holdsItsData(String certificate) {
    return certificate.contains("\"instance\":") && !certificate.contains("\"inputs\":{");
  }

  /** Returns the kind that a certificate names. */
  static String kind(String certificate) {
    return certificate.replaceFirst("(?s).*?\"kind\":\"([^\"]*)\".*", "$1");
  }

  /** The same, counting into {@code work}. */
  static Verdict checkFile(Path certificate, Work work) {
    return Checker.check(bytes(certificate), beside(certificate), work, Part.WHOLE);
  }

  /** Checks with the instance beside a detached certificate, if there is one. */
  static Verdict checkFile(Path certificate) {
    return checkLike(certificate, text(certificate));
  }

  /** Checks a changed certificate with the instance beside the file that it was made from. */
  static Verdict checkLike(Path certificate, String changed) {
    return Checker.check(
        changed.getBytes(StandardCharsets.UTF_8), beside(certificate), Checker.DEFAULT_MAX_WORK);
  }

  private static Optional<UserFile> beside(Path certificate) {
    return Stream.of(".json", ".csv", ".mtx", ".npy", ".idx")
        .map(end -> Path.of(certificate.toString().replace(".cert", end)))
        .filter(Files::exists)
        .findFirst()
        .map(Examples::open);
  }

  private static UserFile open(Path file) {
    try {
      return UserFile.open(file, new TableOptions(Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static UserFile user(String text, String targetColumn) {
    return user(text, targetColumn.isEmpty() ? Map.of() : Map.of("--target-column", targetColumn));
  }

  static UserFile user(String text, Map<String, String> options) {
    return new UserFile(text.getBytes(StandardCharsets.UTF_8), new TableOptions(options));
  }

  /** Replaces the digest of an embedded instance by the right one, where the form allows it. */
  static String withDigest(String certificate) {
    int from = certificate.indexOf(",\"instance\":");
    int to = certificate.indexOf(",\"instance_sha256\":\"");
    int evidence = certificate.indexOf("\",\"evidence\":");
    if (from < 0 || to < from || evidence < to) {
      return certificate;
    }
    return certificate.substring(0, to + 20)
        + sha256(certificate.substring(from + 12, to))
        + certificate.substring(evidence);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
