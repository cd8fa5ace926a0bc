package org.dlmcert.io;

/** What has a canonical form that is a JSON object. */
public interface WritableObject extends Writable {
  /** Writes its fields into the object that is being written. */
  void writeFields(CanonicalJson json);

  @Override
  default void write(CanonicalJson json) {
    json.object(this::writeFields);
  }
}
