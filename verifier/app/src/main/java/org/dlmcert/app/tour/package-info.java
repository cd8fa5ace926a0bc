/** A walk through the program for people who are new to it. */
@NullMarked
package org.dlmcert.app.tour;

import org.jspecify.annotations.NullMarked;
