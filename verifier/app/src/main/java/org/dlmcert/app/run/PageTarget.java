package org.dlmcert.app.run;

import java.io.IOException;
import java.util.List;
import org.dlmcert.app.report.Report;

/** An option that names a page to be made of the report, whatever the command. */
public interface PageTarget extends OutputTarget {

  /**
   * The page, in UTF-8.
   *
   * @param pictures SVG files that the command has made
   */
  byte[] page(Report report, List<byte[]> pictures) throws IOException, InterruptedException;
}
