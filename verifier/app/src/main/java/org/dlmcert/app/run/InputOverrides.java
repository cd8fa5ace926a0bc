package org.dlmcert.app.run;

import java.util.List;
import org.dlmcert.app.report.Overridden;

/** Options that may stand in place of what an input file says; every report tells where they do. */
public interface InputOverrides {

  /** The options that were used so; known after reading. */
  List<Overridden> overrides();
}
