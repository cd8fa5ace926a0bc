package org.dlmcert.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.Proved;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Report pages: what is on them, that it is escaped, and that nothing is loaded from elsewhere. */
class PageTest {
  private static final Path EXAMPLES = Path.of("..", "..", "examples");
  private static final String HOSTILE = "<script>alert(1)</script>\"'&<!--";
  private static final Pattern ADDRESS =
      Pattern.compile("(?:src|href|action)\\s*=\\s*\"([^\"]*)\"");

  @TempDir private Path folder;

  private static List<Path> accepted() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("accepted"))) {
      return files.filter(file -> file.toString().endsWith(".cert")).sorted().toList();
    }
  }

  private static Optional<Proved> proved(Path file) throws IOException {
    Optional<UserFile> array = Optional.empty();
    for (String end : List.of(".npy", ".idx")) {
      Path beside = Path.of(file.toString().replace(".cert", end));
      if (Files.exists(beside)) {
        array = Optional.of(UserFile.open(beside, new TableOptions(Map.of())));
      }
    }
    return Proved.judge(Files.readAllBytes(file), array, Checker.DEFAULT_MAX_WORK)
            instanceof Proved proved
        ? Optional.of(proved)
        : Optional.empty();
  }

  @Test
  void everyAcceptedExampleHasAPage() throws IOException {
    Set<String> drawings = new TreeSet<>();
    int pages = 0;
    int addresses = 0;
    for (Path file : accepted()) {
      Optional<Proved> proved = proved(file);
      if (proved.isEmpty()) {
        assertThat(file.getFileName().toString()).matches("partition-(detached|table).cert");
        continue;
      }
      Page page = CertificatePage.of(proved.get());
      assertThat(page.means()).as(file.toString()).isNotEmpty();
      assertThat(page.theorem()).as(file.toString()).isNotEmpty();
      page.sections().forEach(section -> drawings.add(section.drawing()));
      String html = new String(PageWriter.write(page), StandardCharsets.UTF_8);
      assertThat(html.length()).as(file.toString()).isBetween(20_000, 2_000_000);
      assertThat(html).contains(">" + proved.get().word().replace('_', ' ') + "</h1>");
      List<String> to = addresses(html);
      assertThat(to).as(file.toString()).allMatch(address -> address.startsWith("data:"));
      addresses += to.size();
      assertThat(attached(html)).as(file.toString()).isEqualTo(Files.readAllBytes(file));
      pages++;
    }
    assertThat(pages).isGreaterThan(200);
    assertThat(addresses).as("addresses of data in the pages").isGreaterThanOrEqualTo(pages);
    assertThat(drawings).containsExactly("", "bars", "curve", "heat", "plane", "strip");
  }

  @Test
  void darkPixelsOfTheDigitsAreMarked() throws IOException {
    Path page = folder.resolve("digits.html");
    Captured made =
        Program.run(
            "width",
            "--data",
            EXAMPLES.resolve("data/digits.csv.gz").toString(),
            "--target-column",
            "last",
            "--report",
            page.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(Files.readString(page))
        .contains("\"drawing\":\"pixels\"")
        .contains("\"marked\":[0,7,8,15,16,23,24,31,32,39,40,47,48,56]");
  }

  private static List<String> addresses(String html) {
    return ADDRESS.matcher(html).results().map(m -> m.group(1)).toList();
  }

  private static byte[] attached(String html) throws IOException {
    Matcher data = Pattern.compile("id=\"certificate-data\">([^<]*)<").matcher(html);
    assertThat(data.find()).isTrue();
    byte[] packed = Base64.getDecoder().decode(data.group(1));
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  /** Two routes to the losses: those claimed, and those of the weights that are drawn. */
  @Test
  void drawnMinimaHaveTheClaimedLosses() throws IOException {
    int compared = 0;
    for (Path file : accepted()) {
      Optional<Proved> proved = proved(file);
      if (proved.isEmpty() || !Fields.certificate(proved.get()).object("claim").has("minima")) {
        continue;
      }
      Accepted certificate = Accepted.of(proved.get());
      if (certificate.instance().rows("inputs").isEmpty()) {
        continue;
      }
      Set<String> claimed =
          certificate.claim().objects("minima").stream()
              .map(row -> row.text("loss"))
              .collect(Collectors.toSet());
      assertThat(
              MinimaPoints.of(
                      certificate.evidence().has("minima")
                          ? certificate.withEvidence("minima")
                          : certificate)
                  .stream()
                  .map(minimum -> minimum.loss().toString())
                  .collect(Collectors.toSet()))
          .as(file.toString())
          .isEqualTo(claimed);
      compared++;
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void certifyAndExplainShowTheSamePage() throws IOException {
    Path instance = EXAMPLES.resolve("instances/no-noise.json");
    Path certificate = folder.resolve("c");
    Path first = folder.resolve("first.html");
    Path second = folder.resolve("second.html");
    Captured made =
        Program.run(
            "certify",
            instance.toString(),
            "--certificate",
            certificate.toString(),
            "--report",
            first.toString());
    assertThat(made.out()).contains("report page: " + first);
    assertThat(
            Program.run("explain", certificate.toString(), "--report", second.toString())
                .exitCode())
        .isZero();
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(
            Program.run("explain", certificate.toString(), "--report", second.toString())
                .exitCode())
        .as("no file is replaced")
        .isEqualTo(2);
  }

  /** A name that would end its place in HTML, wherever a person can put one. */
  @Test
  void hostileNamesStayText() throws IOException {
    String name = "<script>alert(1)<\\script>.json";
    String text =
        Files.readString(EXAMPLES.resolve("published/point-yun-zero-loss.json"))
            .replaceAll("\"name\": *\"[^\"]*\",", "\"name\":\"<script>alert(1)</script>\",");
    assertThat(text).contains("<script>");
    Path instance = Files.writeString(folder.resolve(name), text);
    List<Path> pages = new ArrayList<>();
    for (String command : List.of("inspect", "compare", "minima")) {
      Path page = folder.resolve(command + ".html");
      Captured result =
          Program.run(
              command, instance.toString(), "--report", page.toString(), "--timeout", "30s");
      assertThat(result.exitCode()).as(command + result.err()).isNotEqualTo(2);
      pages.add(page);
    }
    for (Path page : pages) {
      assertThat(Files.readString(page)).as(page.toString()).doesNotContain("<script>alert");
    }
  }

  @Test
  void everythingInAPageIsEscaped() throws IOException {
    List<String> lines = List.of(HOSTILE);
    Page page =
        new Page(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            lines,
            List.of(new Page.Fact(HOSTILE, HOSTILE)),
            lines,
            lines,
            "",
            List.of(
                new Section.Words(HOSTILE, lines, lines),
                new Section.Table(HOSTILE, lines, lines, List.of(lines)),
                new Section.Picture(HOSTILE, lines, HOSTILE),
                new Section.Heat(HOSTILE, lines, HOSTILE, HOSTILE, List.of(lines)),
                new Section.Bars(HOSTILE, lines, HOSTILE, lines)),
            Optional.of(new Page.Attachment(HOSTILE, "", 1, HOSTILE)),
            HOSTILE);
    String html = new String(PageWriter.write(page), StandardCharsets.UTF_8);
    assertThat(html).doesNotContain("<script>alert", "<!--", "\"'&<").contains("&lt;script&gt;");
    assertThat(Pattern.compile("<script").matcher(html).results())
        .as("data of two drawings, and the program")
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "certify",
        "width",
        "inspect",
        "minima",
        "global",
        "compare",
        "replay",
        "explain",
        "figure 6.1",
        "figure 6.2"
      })
  void theseCommandsWriteOne(String command) {
    assertThat(Program.run((command + " --help").split(" ")).out()).contains("--report=FILE.html");
  }

  @Test
  void aQuestionLeftOpenHasAPageToo() throws IOException {
    Path page = folder.resolve("open.html");
    Captured result =
        Program.run(
            "minima",
            EXAMPLES.resolve("published/census-bad-without-noise.json").toString(),
            "--max-choices",
            "1",
            "--report",
            page.toString());
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(Files.readString(page)).contains(">UNDECIDED</h1>", "would decide it");
    Path late = folder.resolve("late.html");
    Captured stopped =
        Program.run(
            "global",
            EXAMPLES.resolve("published/census-bad-without-noise.json").toString(),
            "--timeout",
            "1ms",
            "--report",
            late.toString());
    assertThat(stopped.exitCode()).as(stopped.out() + stopped.err()).isEqualTo(3);
    assertThat(Files.readString(late)).contains(">UNDECIDED</h1>", "time-out of 1ms");
  }
}
