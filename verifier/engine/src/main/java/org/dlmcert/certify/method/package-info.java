/** What a method of deciding full column rank is, and within which limits it runs. */
@NullMarked
package org.dlmcert.certify.method;

import org.jspecify.annotations.NullMarked;
