package org.dlmcert.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.LayerNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFormatTest {
  @TempDir Path folder = Path.of("");

  private String refusal(byte[] content) {
    Path file = new Inputs(folder).of(content);
    return Inputs.refusal(file, () -> MatrixReader.read(file, Numbers.EXACT));
  }

  @ParameterizedTest
  @CsvSource({
    "0A00000000000000 7B2277223A7B7D7D, a safetensors file",
    "3D00000000000000 7B2277223A7B7D7D, a safetensors file",
    "0807 1207 7079746F726368, an ONNX model",
    "8004 95, a Python pickle",
    "80028A0A6CFC, torch.save",
    "894844460D0A1A0A, HDF5",
    "50415231, Parquet",
    "D0CF11E0, Excel",
    "425A6839, bzip2",
    "28B52FFD, Zstandard",
    "89504E47, PNG"
  })
  void binaryFormats(String hex, String words) {
    byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(refusal(content)).contains("found", words);
    assertThat(refusal(Inputs.gzipped(content))).contains("found", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void wideText(String charset) {
    String name = charset.substring(0, 6);
    for (String text : new String[] {"{\"format\": 1}", "1,2\n3,4\n"}) {
      assertThat(refusal(text.getBytes(Charset.forName(charset)))).contains(name + " text");
    }
  }

  @Test
  void archivesAreToldByTheirEntries() throws IOException {
    for (String[] of :
        new String[][] {{"archive/data.pkl", "torch.save"}, {"xl/workbook.xml", "Excel"}}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry(of[0]));
      }
      assertThat(refusal(bytes.toByteArray())).contains(of[1]);
      Path file = new Inputs(folder).of(bytes.toByteArray());
      assertThat(
              Inputs.refusal(file, () -> InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT)))
          .contains(of[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"// mine\n{}", "# mine\n[[1]]", "/* mine */ {}"})
  void jsonAfterAComment(String text) {
    assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).contains("comment", "remove it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"# mine\n1,2\n", "1\n", "12\n34\n", "[[1]]", "0 1\n"})
  void whatIsReadIsNotForeign(String text) {
    assertThat(ForeignFormat.of(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
