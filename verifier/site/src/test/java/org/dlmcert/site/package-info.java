@NullMarked
package org.dlmcert.site;

import org.jspecify.annotations.NullMarked;
