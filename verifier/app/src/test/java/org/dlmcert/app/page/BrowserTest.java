package org.dlmcert.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Program;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Report pages in Chromium: no error and no request, everything reachable by keys and named for
 * screen readers, and the picture as it was ({@code -Dpictures=write} takes it anew).
 */
class BrowserTest {
  private static final Path EXAMPLES = Path.of("..", "..", "examples");
  private static final int TILES = 24;
  private static final double MOST_DIFFERENCE = 14;

  @TempDir private static Path folder;
  private static Optional<Browser> chromium = Optional.empty();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> installed = Browser.installed();
    if (installed.isPresent()) {
      chromium =
          Optional.of(
              new Browser(installed.get(), Files.createDirectory(folder.resolve("profile"))));
    }
  }

  @AfterAll
  static void stop() {
    chromium.ifPresent(Browser::close);
  }

  private static Browser browser() {
    assumeTrue(chromium.isPresent(), "Chromium is not installed: report pages are not looked at");
    return chromium.get();
  }

  private static Path page(String name, String command) {
    Path page = folder.resolve(name + ".html");
    if (!Files.exists(page)) {
      List<String> words = new ArrayList<>();
      for (String word : command.split(" ")) {
        words.add(word.contains("/") ? EXAMPLES.resolve(word).toString() : word);
      }
      words.addAll(List.of("--report", page.toString()));
      Captured made = Program.run(words.toArray(String[]::new));
      assertThat(made.exitCode()).as(made.err()).isLessThan(2);
    }
    return page;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreDrawnWithoutAnError(String line) throws IOException, InterruptedException {
    String[] words = line.split(", ");
    assertThat(words).hasSize(3);
    drawnWithoutAnError(words[0], words[1], words[2]);
  }

  /** By default those of most sorts of pictures, one of them dark. */
  static Stream<String> pages() {
    return Stream.of(
            "minima, minima published/census-bad-without-noise.json, light",
            "digits-refuted, certify --data data/digits.csv.gz --target-column last --hidden 33 --slope 0.01, dark",
            "null-vector, explain accepted/null-vector-pattern.cert, light",
            "least, global published/census-bad-without-noise.json, light",
            "digits, width --data data/digits.csv.gz --target-column last, light",
            "minima, minima published/census-bad-without-noise.json, dark",
            "kinks-bias, explain accepted/local-minima-bias.cert, light",
            "spurious, inspect published/point-yun-spurious-slope-half.json, light",
            "saddle, inspect published/point-saddle-idle-unit.json, light",
            "compare, compare published/point-saddle-idle-unit.json, light")
        .limit(Cases.count(4, 10));
  }

  private static void drawnWithoutAnError(String name, String command, String scheme)
      throws IOException, InterruptedException {
    Browser browser = browser();
    browser.scheme(scheme);
    browser.open(page(name, command));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.count("h1")).isEqualTo(1);
    assertThat(unnamed(browser)).isEmpty();
    assertThat(browser.text("document.documentElement.scrollWidth <= 1060")).isEqualTo("true");
    for (String drawing :
        browser
            .text(
                "[...document.querySelectorAll('.drawing')].map(d => d.querySelectorAll('svg').length).join()")
            .split(",")) {
      assertThat(drawing).as("drawings of " + name).isNotEqualTo("0");
    }
    looksLike(name + (scheme.equals("dark") ? "-dark" : ""), browser.screenshot());
  }

  /** What a screen reader could not name. */
  private static String unnamed(Browser browser) throws InterruptedException {
    return browser.text(
        "[...document.querySelectorAll('svg:not(svg svg), select, button, [tabindex], img')].filter(e =>"
            + " !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
            + " || e.getAttribute('alt') || (e.labels && e.labels.length) || e.textContent.trim()))"
            + ".map(e => e.outerHTML.slice(0, 80).replace(/[^a-z ]/g, '')).join()");
  }

  @Test
  void cellsTellTheirSignsUnderTheMouse() throws InterruptedException {
    Browser browser = browser();
    browser.open(page("minima", "minima published/census-bad-without-noise.json"));
    assertThat(browser.count(".cell")).isEqualTo(8);
    String place =
        "(() => { const c = document.querySelectorAll('.cell')[3]; c.scrollIntoView({block: 'center'});"
            + " const b = c.getAttribute('d').match(/[0-9.]+ [0-9.]+/g).map(s => s.split(' ').map(Number));"
            + " const m = [0, 1].map(j => b.reduce((s, p) => s + p[j], 0) / b.length);"
            + " const t = c.getScreenCTM(); return [m[0] * t.a + t.e, m[1] * t.d + t.f].join(); })()";
    String[] at = browser.text(place).split(",");
    browser.moveMouse(at[0], at[1]);
    assertThat(browser.text("document.querySelector('.panel .signs').textContent"))
        .matches("[+−]{4}");
    assertThat(browser.text("document.querySelectorAll('.cell')[3].getAttribute('aria-label')"))
        .contains(browser.text("document.querySelector('.panel .signs').textContent"));
  }

  @Test
  void keysReachCellsAndLosses() throws InterruptedException {
    Browser browser = browser();
    browser.open(page("minima", "minima published/census-bad-without-noise.json"));
    for (int k = 0;
        k < 60 && !browser.text("document.activeElement.className.baseVal").equals("cell");
        k++) {
      browser.press("Tab", 9, "");
    }
    assertThat(browser.text("document.activeElement.className.baseVal")).isEqualTo("cell");
    assertThat(browser.count(".panel .signs")).isEqualTo(1);
    for (int k = 0;
        k < 60 && browser.text("document.activeElement.dataset.loss").equals("undefined");
        k++) {
      browser.press("Tab", 9, "");
    }
    String loss = browser.text("document.activeElement.dataset.loss");
    assertThat(loss).isEqualTo("0");
    assertThat(browser.count(".mark.off")).isZero();
    browser.press("Enter", 13, "\\r");
    assertThat(browser.text("document.activeElement.getAttribute('aria-pressed')"))
        .isEqualTo("true");
    assertThat(browser.count(".mark.off")).as("marks of other losses").isGreaterThan(10);
    browser.press("Enter", 13, "\\r");
    assertThat(browser.count(".mark.off")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anotherMinimumGivesAnotherSlice() throws InterruptedException {
    Browser browser = browser();
    browser.open(page("minima", "minima published/census-bad-without-noise.json"));
    String path =
        "document.querySelector('.slice path').getAttribute('d').length + document.querySelector('.slice p').textContent";
    String before = browser.text(path);
    // The exact loss of the last network, 558909/365804, as floating point.
    assertThat(before).contains("1.52789").contains("558909/365804");
    browser.text(
        "(() => { const s = document.querySelectorAll('select')[1]; s.value = '3'; s.dispatchEvent(new Event('change')); })()");
    assertThat(browser.text(path)).isNotEqualTo(before);
    assertThat(browser.count(".slice .tick")).isPositive();
  }

  @Test
  void theCertificateCanBeSaved() throws IOException, InterruptedException {
    Browser browser = browser();
    Path page = page("null-vector", "explain accepted/null-vector-pattern.cert");
    browser.call(
        "Browser.setDownloadBehavior",
        "{\"behavior\":\"allow\",\"downloadPath\":\"" + folder.toAbsolutePath() + "\"}");
    browser.open(page);
    browser.text("document.getElementById('download').click()");
    Path saved = folder.resolve("null-vector.cert");
    for (int k = 0; k < 200 && (!Files.exists(saved) || Files.size(saved) == 0); k++) {
      Thread.sleep(20);
    }
    assertThat(saved).hasSameBinaryContentAs(EXAMPLES.resolve("accepted/null-vector-pattern.cert"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void thePageCanBePrinted() throws InterruptedException {
    Browser browser = browser();
    browser.open(page("saddle", "inspect published/point-saddle-idle-unit.json"));
    assertThat(browser.call("Page.printToPDF", "{}").length()).isGreaterThan(20_000);
  }

  /** Compared loosely: fonts differ from machine to machine. */
  private static void looksLike(String name, byte[] taken) throws IOException {
    Path kept = EXAMPLES.resolve("pages").resolve(name + ".png");
    if ("write".equals(System.getProperty("pictures"))) {
      Files.createDirectories(kept.getParent());
      Files.write(kept, taken);
    }
    assertThat(kept).exists();
    double[] before = tiles(ImageIO.read(kept.toFile()));
    double[] now = tiles(ImageIO.read(new ByteArrayInputStream(taken)));
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += Math.abs(before[i] - now[i]);
    }
    assertThat(sum / before.length).as("difference of %s", name).isLessThan(MOST_DIFFERENCE);
    assertThat(Arrays.stream(now).distinct().count()).as("more than one colour").isGreaterThan(20);
  }

  /** The mean brightness of tiles of the image. */
  private static double[] tiles(BufferedImage image) {
    double[] sum = new double[TILES * TILES];
    int[] count = new int[TILES * TILES];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        int tile = y * TILES / image.getHeight() * TILES + x * TILES / image.getWidth();
        sum[tile] += (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3.0;
        count[tile]++;
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= Math.max(1, count[i]);
    }
    return sum;
  }
}
