package org.dlmcert.numeric.figure;

import java.util.Optional;

/**
 * What is proved at the end of a descent, in the words of verdicts.
 *
 * @param end the verdict at the end itself, whose weights are doubles
 * @param minimum the verdict at the exact weights close by; empty if there are none
 */
public record EndVerdicts(String end, Optional<String> minimum) {}
