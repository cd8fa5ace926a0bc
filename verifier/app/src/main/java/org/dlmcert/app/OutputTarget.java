package org.dlmcert.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An option that names an output file. Being sealed and mixed in, all of them are found and checked
 * before a command starts its work.
 */
sealed interface OutputTarget permits CertificateOption, MarkdownOption, OutputOption {

  /** The file, if the option was given. */
  Optional<Path> file();
}
