/**
 * The program: {@link Main} and the list of its commands.
 *
 * <p>Its rooms, each of which uses only those before it: {@code report} (what a command says, and
 * how it is printed), {@code run} (one run of a command, from its options to its exit code), {@code
 * words} (mathematics in words), {@code picture}, {@code option} (options that commands share) and
 * {@code command}.
 */
@NullMarked
package org.dlmcert.app;

import org.jspecify.annotations.NullMarked;
