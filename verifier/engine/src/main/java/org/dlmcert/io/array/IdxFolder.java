package org.dlmcert.io.array;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Input;
import org.dlmcert.io.Place;
import org.dlmcert.model.Dataset;

/**
 * Reads a directory of MNIST-style IDX files, gzipped or not: a file of images (three dimensions,
 * flattened to rows) and a file of their labels (one dimension, the targets), both of unsigned
 * bytes. They are told by their content; other files are passed over. Where there are several,
 * those whose names start with {@code train-} count.
 */
public final class IdxFolder {
  private static final int IMAGES = 3;
  private static final int LABELS = 1;
  private static final String PREFERRED = "train-";

  private IdxFolder() {}

  /**
   * The data set in the directory.
   *
   * @throws BadInput if it does not have one file of images and one of as many labels
   */
  public static Dataset read(Path folder) {
    Path imageFile = theOne(folder, IMAGES, "file of images (3 dimensions)");
    Path labelFile = theOne(folder, LABELS, "file of labels (1 dimension)");
    try (Input imageInput = Input.open(imageFile);
        Input labelInput = Input.open(labelFile)) {
      IdxFile targets = IdxFile.read(labelInput);
      IdxFile inputs = IdxFile.read(imageInput);
      if (targets.samples() != inputs.samples()) {
        throw labelInput.expected(
            inputs.samples() + " labels, one per image in " + imageFile.getFileName(),
            "" + targets.samples());
      }
      return new Dataset(inputs.matrix(imageInput), Optional.of(targets.matrix(labelInput)));
    }
  }

  /**
   * The file of images in the directory.
   *
   * @throws BadInput if there is not one
   */
  static Path images(Path folder) {
    return theOne(folder, IMAGES, "file of images (3 dimensions)");
  }

  private static Path theOne(Path folder, int rank, String what) {
    Place place = Place.of(folder);
    List<Path> candidates = files(folder, place).stream().filter(f -> rank(f) == rank).toList();
    return theOne(candidates, what, place);
  }

  private static List<Path> files(Path folder, Place place) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry) && Files.size(entry) > 0) {
          files.add(entry);
        }
      }
    } catch (IOException failure) {
      throw Input.unreadable(failure, place);
    }
    Collections.sort(files);
    return files;
  }

  private static int rank(Path file) {
    Input opened;
    try {
      opened = Input.open(file);
    } catch (BadInput foreign) {
      // A picture, a table of another program: passed over like any other file.
      return 0;
    }
    try (Input input = opened) {
      byte[] head = input.bytes().readNBytes(5);
      if (IdxFile.hasOtherType(head)) {
        throw input.expected(
            "an IDX file of unsigned bytes", "one of type 0x" + Integer.toHexString(head[2]));
      }
      return IdxFile.rank(head);
    } catch (IOException failure) {
      throw Input.unreadable(failure, Place.of(file));
    }
  }

  private static Path theOne(List<Path> candidates, String what, Place place) {
    List<Path> preferred =
        candidates.size() < 2
            ? candidates
            : candidates.stream().filter(f -> name(f).startsWith(PREFERRED)).toList();
    if (preferred.size() == 1) {
      return preferred.get(0);
    }
    throw place.expected(
        "one " + what + ", or one whose name starts with " + PREFERRED,
        candidates.isEmpty()
            ? "none"
            : candidates.stream().limit(8).map(IdxFolder::name).collect(Collectors.joining(", ")));
  }

  private static String name(Path file) {
    return file.getName(file.getNameCount() - 1).toString();
  }
}
