/**
 * What the words of an option mean. Each type here is read by a converter of picocli's, so that a
 * command begins with typed values, and a wrong word is told with the option's name before anything
 * is read.
 */
@NullMarked
package org.dlmcert.app.argument;

import org.jspecify.annotations.NullMarked;
