/** Matroid partition: dividing a data set into groups of linearly independent inputs. */
@NullMarked
package org.dlmcert.certify.partition;

import org.jspecify.annotations.NullMarked;
