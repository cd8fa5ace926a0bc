/**
 * What every reader shares: where input comes from, places and messages, limits; and canonical
 * output.
 */
@NullMarked
package org.dlmcert.io;

import org.jspecify.annotations.NullMarked;
