package org.dlmcert.app.argument;

import org.dlmcert.io.Place;
import org.dlmcert.io.instance.Activation;
import picocli.CommandLine.ITypeConverter;

/** The number of linear pieces of a hidden unit: 1 for {@code leaky}, R for {@code maxout:R}. */
public final class Pieces implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    return Activation.pieces(text, Place.of("", ""));
  }
}
