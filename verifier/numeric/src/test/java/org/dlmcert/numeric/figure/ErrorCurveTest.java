package org.dlmcert.numeric.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.rank.ProvenRank;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment of Figure 6.1, in small. */
class ErrorCurveTest {
  private static final ErrorCurveSettings TINY = new ErrorCurveSettings(List.of(10), 2, 15, 4);

  @TempDir Path folder = Path.of("");

  private static ErrorCurveExperiment experiment() {
    return new ErrorCurveExperiment(TINY, List.of(new GaussianSource()));
  }

  private static String fingerprint() {
    return TINY.fingerprint(List.of(new GaussianSource()));
  }

  private static List<TrialResult> run(Checkpoint checkpoint, int threads)
      throws IOException, InterruptedException {
    try (checkpoint) {
      return experiment().run(checkpoint, new Threads(threads), Progress.NONE);
    }
  }

  private static List<String> lines(List<TrialResult> results) {
    return results.stream().map(TrialResult::csv).toList();
  }

  @Test
  void theGridReachesFromATenthToTwo() {
    for (int n : new int[] {100, 400, 1000, 1600}) {
      List<Integer> widths = TINY.widths(n);
      assertThat(widths).hasSizeGreaterThanOrEqualTo(12);
      assertThat((double) widths.get(0) * widths.get(0) / n).isCloseTo(0.1, within(0.02));
      int last = widths.get(widths.size() - 1);
      assertThat((double) last * last / n).isCloseTo(2, within(0.06));
    }
    assertThat(TINY.widths(100)).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(TINY.widths(1000)).contains(32);
  }

  @Test
  void threadsAndInterruptionsDoNotChangeTheResult() throws Exception {
    List<TrialResult> all = run(Checkpoint.create(folder.resolve("a"), fingerprint()), 1);
    assertThat(all).hasSize(experiment().trials().size());
    List<TrialResult> parallel = run(Checkpoint.create(folder.resolve("b"), fingerprint()), 3);
    assertThat(lines(parallel)).isEqualTo(lines(all));

    List<String> half = Files.readAllLines(folder.resolve("a"));
    String cut = String.join("\n", half.subList(0, half.size() / 2)) + "\ngaussian,1,10,3,0.";
    Path interrupted = Files.writeString(folder.resolve("c"), cut);
    Checkpoint resumed = Checkpoint.resume(interrupted, fingerprint());
    assertThat(resumed.finished()).hasSize(half.size() / 2 - 1);
    assertThat(lines(run(resumed, 2))).isEqualTo(lines(all));
    assertThat(Files.readAllLines(interrupted)).hasSameSizeAs(half);
    try (Checkpoint again = Checkpoint.resume(interrupted, fingerprint())) {
      assertThat(again.finished()).hasSize(all.size());
    }
  }

  @Test
  void checkpointsOfOtherSettingsAndDamagedOnesAreRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "figure 6.1; seed 5\n");
    assertThatThrownBy(() -> Checkpoint.resume(other, fingerprint()))
        .isInstanceOf(Checkpoint.Mismatch.class)
        .hasMessageContaining("seed 5");
    Path damaged = Files.writeString(folder.resolve("damaged"), fingerprint() + "\nx\ny\n");
    assertThatThrownBy(() -> Checkpoint.resume(damaged, fingerprint()))
        .hasMessageContaining("line 2");
  }

  @Test
  void resultsSurviveTheirLine() throws InterruptedException {
    for (Trial trial : experiment().trials().subList(0, 6)) {
      TrialResult result = experiment().run(trial);
      assertThat(TrialResult.parse(result.checkpointLine())).isEqualTo(result);
    }
  }

  @Test
  void seedsOfTrialsDiffer() {
    List<Long> seeds = new ArrayList<>();
    experiment().trials().forEach(t -> seeds.add(t.seed(1)));
    experiment().trials().forEach(t -> seeds.add(t.seed(2)));
    assertThat(seeds).hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }

  @Test
  void anInterruptedRunKeepsItsCheckpoint() throws IOException {
    Path file = folder.resolve("kept");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(Checkpoint.create(file, fingerprint()), 1))
        .isInstanceOf(InterruptedException.class);
    assertThat(Files.readAllLines(file).get(0)).isEqualTo(fingerprint());
  }

  @Test
  void thePictureAndTheTablesAreWhole() throws Exception {
    List<TrialResult> results = run(Checkpoint.create(folder.resolve("d"), fingerprint()), 2);
    ErrorCurveReport report = new ErrorCurveReport(experiment(), results);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(report.picture().png()));
    assertThat(image.getWidth()).isEqualTo(720);
    assertThat(image.getHeight()).isEqualTo(1160);
    String svg = new String(report.picture().svg(), StandardCharsets.UTF_8);
    assertThat(svg).contains("<svg").contains("<use xlink:href=\"#p0\"/>").hasSizeLessThan(150_000);
    assertThat(new String(report.picture().svg(), StandardCharsets.UTF_8)).isEqualTo(svg);
    assertThat(report.csv().lines()).hasSize(1 + results.size());
    assertThat(report.csv().lines().skip(1)).allMatch(l -> l.split(",", -1).length == 16);
    assertThat(report.markdown(List.of("on a machine")))
        .contains("on a machine")
        .contains("## random (Gaussian), two hidden layers, N = 10");
  }

  /** From a table with one rank not proved: only that network is trained again, to the same end. */
  @Test
  void anEarlierTableIsCompleted() throws Exception {
    List<TrialResult> all = run(Checkpoint.create(folder.resolve("e"), fingerprint()), 2);
    List<String> table = new ArrayList<>(List.of(TrialResult.HEADER));
    all.forEach(r -> table.add(r.csv()));
    String proved = "," + all.get(3).layerRank().proof().name() + ",";
    table.set(4, table.get(4).replaceFirst(proved, ",NONE,"));
    Path file = Files.write(folder.resolve("table.csv"), table);
    EarlierTable earlier = EarlierTable.read(file, experiment());
    assertThat(earlier.open()).hasSize(1);
    assertThat(earlier.proved()).hasSize(all.size() - 1);
    Checkpoint checkpoint = Checkpoint.create(folder.resolve("f"), fingerprint());
    for (TrialResult result : earlier.proved()) {
      checkpoint.add(result);
    }
    List<TrialResult> completed = run(checkpoint, 1);
    assertThat(lines(completed)).isEqualTo(lines(all));
    assertThat(completed.get(3).endsAs(earlier.open().get(0))).isTrue();
    assertThat(completed.get(2).endsAs(earlier.open().get(0))).isFalse();
    assertThat(completed.stream().filter(r -> r.seconds() > 0)).hasSize(1);
  }

  /**
   * Another step trains to other weights and is told apart; the figure's own says nothing of it.
   */
  @Test
  void anotherStepIsAnotherSetting() throws InterruptedException {
    ErrorCurveSettings twice = new ErrorCurveSettings(List.of(10), 2, 15, 4, 2);
    assertThat(twice.rate(1)).isEqualTo(0.02);
    assertThat(TINY.rate(2)).isEqualTo(0.005);
    List<SampleSource> sources = List.of(new GaussianSource());
    assertThat(twice.fingerprint(sources)).endsWith("; seed 4; step factor 2.0");
    assertThat(TINY.fingerprint(sources)).endsWith("; seed 4");
    ErrorCurveExperiment other = new ErrorCurveExperiment(twice, sources);
    ErrorCurveExperiment usual = new ErrorCurveExperiment(TINY, sources);
    assertThat(other.run(other.trials().get(0)).mse())
        .isNotEqualTo(usual.run(usual.trials().get(0)).mse());
  }

  @Test
  void tablesOfOtherSettingsAreRefused() throws Exception {
    TrialResult one = experiment().run(experiment().trials().get(0));
    Path good =
        Files.writeString(folder.resolve("g"), TrialResult.HEADER + "\n" + one.csv() + "\n");
    assertThat(EarlierTable.read(good, experiment()).results()).hasSize(1);
    ErrorCurveSettings other = new ErrorCurveSettings(List.of(10), 2, 15, 5);
    ErrorCurveExperiment otherSeed = new ErrorCurveExperiment(other, List.of(new GaussianSource()));
    assertThatThrownBy(() -> EarlierTable.read(good, otherSeed))
        .isInstanceOf(Checkpoint.Mismatch.class)
        .hasMessageContaining("line 2: a repetition of other settings");
    Path bare = Files.writeString(folder.resolve("h"), one.csv() + "\n");
    assertThatThrownBy(() -> EarlierTable.read(bare, experiment()))
        .hasMessageContaining("line 1: the table of a Figure 6.1 expected");
    Path broken = Files.writeString(folder.resolve("i"), TrialResult.HEADER + "\n1,2\n");
    assertThatThrownBy(() -> EarlierTable.read(broken, experiment()))
        .hasMessageContaining("line 2: a repetition expected");
  }

  private static TrialResult result(int hidden, int width, int repetition, ProvenRank rank) {
    return new TrialResult(
        new Trial("gaussian", hidden, 10, width, repetition),
        repetition,
        1,
        rank.rank() == 10 ? 0 : 3,
        0,
        rank,
        hidden == 1
            ? Optional.empty()
            : Optional.of(new ProvenRank(Math.min(10, rank.rank() + 1), ProvenRank.Proof.FULL)),
        0);
  }

  /** Where the error reaches 0, and which end points are deficient, counted by hand. */
  @Test
  void theClaimsOfThePaperAreCounted() {
    ProvenRank full = new ProvenRank(10, ProvenRank.Proof.FULL);
    ProvenRank zeros = new ProvenRank(9, ProvenRank.Proof.TERM_RANK);
    ProvenRank kernel = new ProvenRank(8, ProvenRank.Proof.KERNEL);
    ProvenRank open = new ProvenRank(8, ProvenRank.Proof.NONE);
    List<TrialResult> results =
        List.of(
            result(1, 3, 0, zeros), // d² < N: not asked
            result(1, 4, 0, full),
            result(1, 4, 1, zeros),
            result(1, 5, 0, full),
            result(1, 5, 1, full),
            result(1, 25, 0, full),
            result(2, 4, 0, kernel),
            result(2, 4, 1, full),
            result(2, 25, 0, open));
    String page = new ErrorCurveReport(experiment(), results).markdown(List.of());
    assertThat(page)
        .contains("- random (Gaussian): inputs independent and standard normal")
        .contains("it is recorded nowhere\nhow they were found. They were not tuned point by point")
        .contains(
            "Of 5 points with d² ≥ N, 3 have a mean error above 0 (3 at N = 10); the largest mean"
                + " is 0.3000.")
        .contains("consistent with an error that falls where d²/N is about 0.5")
        .contains("| random (Gaussian) | 1 | 10 | 5 (2.50) | 5 (2.50) | 5 (2.50) | 4 (1.60) |\n")
        .contains("| random (Gaussian) | 2 | 10 | - | - | - | 4 (1.60) |\n")
        .contains("| random (Gaussian) | 1 | 10 | 3 of 4 | 1 of 1 | 4: 1 | 1 |\n")
        .contains("| random (Gaussian) | 2 | 10 | 1 of 2 | 0 of 1 | 4: 1, 25: 1 | 0 |\n")
        .contains(
            "full column rank in 5 of 8 end points; for d > 20 in 1 of 2. Ranks not proved: 1.");
  }

  @Test
  void meansAndDeviationsAreThoseOfTheRepetitions() throws InterruptedException {
    TrialResult one = experiment().run(experiment().trials().get(0));
    TrialResult right =
        new TrialResult(one.trial(), 1, 1, 0, 0, one.layerRank(), Optional.empty(), 0);
    TrialResult wrong =
        new TrialResult(one.trial(), 2, 1, 4, 0, one.layerRank(), Optional.empty(), 0);
    ErrorCurvePoint point = new ErrorCurvePoint(List.of(right, wrong));
    assertThat(point.mean()).isCloseTo(0.2, within(1e-15));
    assertThat(point.deviation()).isCloseTo(Math.sqrt(0.08), within(1e-15));
    assertThat(point.withoutError()).isOne();
  }

  /** Pooling by two is the mean of four pixels, here visible through the standard scores. */
  @Test
  void imagesArePooledAndStandardized() {
    RationalMatrix pixels =
        RationalMatrix.of(2, 16, (n, k) -> Rational.of(n * (k % 4 / 2 + 2L * (k / 8)) * 10));
    RationalMatrix labels = RationalMatrix.of(2, 1, (n, k) -> Rational.of(n == 0 ? 4 : 5));
    ImageSource source = ImageSource.of("x", "X", new Dataset(pixels, Optional.of(labels)));
    assertThat(source.mostInputs()).isEqualTo(16);
    FloatData four = source.draw(2, 4, 1, new Random(1));
    int first = four.targets()[0][0] == 1 ? 0 : 1;
    // Block 0 is dark in both images: no variance, no signal. The others differ: scores -1 and 1.
    assertThat(four.inputs()[first]).containsExactly(0, -1, -1, -1);
    assertThat(four.inputs()[1 - first]).containsExactly(0, 1, 1, 1);
    // Three inputs: the dark block is dropped.
    assertThat(source.draw(2, 3, 1, new Random(1)).inputs()[first]).containsExactly(-1, -1, -1);
  }

  /** A run is not gone on with other images, or other labels, that have the same name. */
  @Test
  void otherImagesAreOtherSettings() throws IOException {
    Path file = folder.resolve("images");
    Checkpoint.create(file, TINY.fingerprint(List.of(images(1, 0)))).close();
    Checkpoint.resume(file, TINY.fingerprint(List.of(images(1, 0)))).close();
    for (ImageSource other : List.of(images(2, 0), images(1, 9))) {
      assertThat(other.name()).isEqualTo(images(1, 0).name());
      assertThatThrownBy(() -> Checkpoint.resume(file, TINY.fingerprint(List.of(other))))
          .isInstanceOf(Checkpoint.Mismatch.class);
    }
  }

  private static ImageSource images(int pixel, int label) {
    RationalMatrix pixels = RationalMatrix.of(3, 4, (n, k) -> Rational.of(n == 2 ? pixel : n + k));
    RationalMatrix labels = RationalMatrix.of(3, 1, (n, k) -> Rational.of(n == 2 ? label : n));
    return ImageSource.of("mnist", "MNIST", new Dataset(pixels, Optional.of(labels)));
  }

  @Test
  void howImagesAreReducedIsSaid() {
    RationalMatrix pixels = RationalMatrix.of(2, 16, (n, k) -> Rational.of(n));
    RationalMatrix labels = RationalMatrix.of(2, 1, (n, k) -> Rational.of(n));
    ImageSource source = ImageSource.of("x", "X", new Dataset(pixels, Optional.of(labels)));
    assertThat(source.description())
        .contains("4×4 pixels, the first 2.", "k the least with k² ≥ d", "greatest variance");
  }

  @Test
  void imagesMustBeSquareDigits() {
    RationalMatrix five = RationalMatrix.of(1, 5, (n, k) -> Rational.ZERO);
    RationalMatrix label = RationalMatrix.of(1, 1, (n, k) -> Rational.of(10));
    assertThatThrownBy(() -> ImageSource.of("x", "X", new Dataset(five, Optional.of(label))))
        .hasMessage("square images expected, got 5 pixels");
    RationalMatrix four = RationalMatrix.of(1, 4, (n, k) -> Rational.ZERO);
    assertThatThrownBy(() -> ImageSource.of("x", "X", new Dataset(four, Optional.of(label))))
        .hasMessage("labels 0 to 9 expected, image 0 has 10");
  }

  @Test
  void theDigitsComeWithTheProgram() throws IOException {
    ImageSource digits = DigitsSource.read();
    assertThat(digits.mostSamples()).isEqualTo(1797);
    assertThat(digits.mostInputs()).isEqualTo(64);
  }
}
