/** AssertJ-style assertions that hold numeric code against exact arithmetic. */
@NullMarked
package org.dlmcert.junit;

import org.jspecify.annotations.NullMarked;
