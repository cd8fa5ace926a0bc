package org.dlmcert.app.argument;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.checker.CommandWords;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file with inputs of a model.
 *
 * @param name of the input that its one array is for; otherwise the names are in the file
 * @param file where it is
 * @param text as it was given
 */
public record ModelInput(Optional<String> name, Path file, String text) {

  @Override
  public String toString() {
    return text;
  }

  /** Reads {@code [NAME=]FILE}; what is the name of a file as a whole is that file. */
  public static final class Reader implements ITypeConverter<ModelInput> {
    @Override
    public ModelInput convert(String text) {
      try {
        int sign = text.indexOf('=');
        Path whole = CommandWords.path(text);
        return sign <= 0 || Files.exists(whole)
            ? new ModelInput(Optional.empty(), whole, text)
            : new ModelInput(
                Optional.of(text.substring(0, sign)),
                CommandWords.path(text.substring(sign + 1)),
                text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "': a file or NAME=FILE expected");
      }
    }
  }
}
