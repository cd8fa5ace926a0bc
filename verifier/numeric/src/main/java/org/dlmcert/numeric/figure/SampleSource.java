package org.dlmcert.numeric.figure;

import java.io.Serializable;
import java.util.Random;
import org.dlmcert.numeric.network.FloatData;

/** Where the samples of an experiment come from. */
public interface SampleSource extends Serializable {

  /** A word for tables and files, such as {@code gaussian}. */
  String name();

  /** The name, with a digest of what it stands for if others may have the name, too. */
  default String nameWithDigest() {
    return name();
  }

  /** The name in legends. */
  String title();

  /** How N samples with d inputs come about: a sentence or more, for the page of the figure. */
  String description();

  /** The most samples there are. */
  int mostSamples();

  /** The most inputs a sample can have. */
  int mostInputs();

  /** Samples with {@code width} inputs and one target ±1, for so many hidden layers, no noise. */
  FloatData draw(int samples, int width, int hiddenLayers, Random random);
}
