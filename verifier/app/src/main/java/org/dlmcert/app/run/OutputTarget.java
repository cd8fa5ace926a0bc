package org.dlmcert.app.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An option that names an output file. Options are mixed into commands, so that all files are found
 * and checked before a command starts its work.
 */
public interface OutputTarget {

  /** The file, if the option was given. */
  Optional<Path> file();
}
