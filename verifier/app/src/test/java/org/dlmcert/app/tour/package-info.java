@NullMarked
package org.dlmcert.app.tour;

import org.jspecify.annotations.NullMarked;
