/**
 * Tasks that can be done anywhere: a description of the work that can be sent to other machines, a
 * small result, and whoever does them.
 */
@NullMarked
package org.dlmcert.task;

import org.jspecify.annotations.NullMarked;
