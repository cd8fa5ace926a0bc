/** Values of JSON files, with their places. */
@NullMarked
package org.dlmcert.io.json;

import org.jspecify.annotations.NullMarked;
