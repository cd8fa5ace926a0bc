package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files as people bring them, rebuilt small: the right value, or a question that can be answered.
 */
class BroughtFilesTest {
  @TempDir Path folder = Path.of("");

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  BroughtFilesTest.class.getResource("/org/dlmcert/app/brought/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Captured run(String command, String name) {
    String[] args =
        command
            .replace("FILE", file(name).toString().replace(' ', '\0'))
            .replace("OUT", folder.resolve("out.npz").toString().replace(' ', '\0'))
            .split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].replace('\0', ' ');
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(args, out, err);
    return new Captured(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "csv_first_row_hole.csv | width --data FILE --target-column last | --header yes",
        "csv_first_row_typo.csv | width --data FILE --target-column last | found \"3o\"",
        "csv_pandas_index.csv | width --data FILE --target-column last | --drop-columns 0",
        "csv_pandas_range_header.csv | width --data FILE --target-column last | --header yes",
        "json_unquoted_fraction.json | inspect FILE | line 1, inputs[1][0]: \"1/2\" in quotes expected, found a fraction without quotes",
        "json_utf16.json | inspect FILE | UTF-16",
        "json_with_comment.json | inspect FILE | JSON has no comments",
        "kind_onnx.onnx | certify --data FILE --hidden 2 --slope 1/2 | an ONNX model",
        "kind_st.bin | certify --data FILE --hidden 2 --slope 1/2 | a safetensors file",
        "kind_torch_save.pt | certify --data FILE --hidden 2 --slope 1/2 | torch.save"
      })
  void isRefusedWithWhatToDo(String name, String command, String message) {
    Captured result = run(command, name);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(name).contains(message).hasLineCount(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "csv_pandas_index.csv | width --data FILE --target-column last --drop-columns 0 | 0 | certified width",
        "csv_savetxt_default.txt | width --data FILE --target-column last | 0 | certified width: 2",
        "train_labels_01.csv | width --data FILE --target-column last | 0 | certified width: 4",
        "train_labels_01.csv | train --data FILE --target-column last --hidden 2 --slope 1/2 --epochs 10 -o OUT | 0 | divided at 0.5",
        "kind_mnist_keras.npz | certify --data FILE --hidden 2 --slope 1/2 | 0 | 3 samples, widths 4-2-1",
        "mm_sparse_wide.mtx | rank FILE | 0 | rank: 1000",
        "mse_three_outputs.json | inspect FILE | 1 | 1013/24",
        "net_kink_relu_min.json | inspect FILE | 0 | smaller loss than 1/2",
        "npz_piped.npz | inspect FILE | 0 | The loss is 0",
        "vec_kink.json | vectors FILE -o OUT --json | 0 | \"gradient_exists\":false",
        "vec_kink.json | inspect FILE | 1 | The loss 5/2 decreases"
      })
  void isReadAsItIs(String name, String command, int exitCode, String words) {
    Captured result = run(command, name);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.out()).contains(words);
  }
}
