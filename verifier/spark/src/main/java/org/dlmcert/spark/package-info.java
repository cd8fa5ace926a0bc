/** The tasks of the program as jobs of an Apache Spark cluster. */
@NullMarked
package org.dlmcert.spark;

import org.jspecify.annotations.NullMarked;
