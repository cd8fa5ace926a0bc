package org.dlmcert.app.tour;

import java.util.List;

/**
 * One stop of the tour.
 *
 * @param before what is asked, in words
 * @param command the command line, without the program's name
 * @param exitCode how it ends
 * @param after what the answer means
 */
record TourStep(String before, String command, int exitCode, String after) {

  private static final String DIGITS = "--data examples/data/digits.csv.gz --target-column last";

  /** The tour: one data set, and one point of another. */
  static final List<TourStep> ALL =
      List.of(
          new TourStep(
              "Here are 1797 handwritten digits, 8 by 8 pixels. How many hidden units does a network"
                  + " need so that no differentiable local minimum has a training error, for almost"
                  + " every noise?",
              "width " + DIGITS,
              0,
              "34, and the answer says why 33 are too few: a set of samples in a small space."),
          new TourStep(
              "Now the claim for a network of 34 units. It is about 2^61098 activation patterns at"
                  + " once, and it leaves a certificate.",
              "certify " + DIGITS + " --hidden 34 --slope 0.01 --certificate digits.cert",
              0,
              "CERTIFIED is printed only after an independent checker, which shares no code with the"
                  + " search, has accepted the certificate."),
          new TourStep(
              "Anybody can check the file again, without trusting whoever made it. With the data of"
                  + " your own it also says that they are the ones it is about.",
              "check digits.cert --instance examples/data/digits.csv.gz",
              0,
              "The claim is worded by the checker, from what it verified and from nothing else."),
          new TourStep(
              "And with one unit less?",
              "certify " + DIGITS + " --hidden 33 --slope 0.01",
              1,
              "REFUTED comes with evidence, too: 14 pixels are dark on 1651 of the digits. Exit codes"
                  + " tell scripts: 0 holds, 1 refuted, 3 not decided."),
          new TourStep(
              "Last, one point: these weights of a small network without noise. Are they a minimum?",
              "inspect examples/published/point-yun-spurious-slope-half.json",
              0,
              "A local minimum that is spurious: other weights, which are printed, have a smaller"
                  + " loss. So without noise there are bad minima, exactly."));
}
