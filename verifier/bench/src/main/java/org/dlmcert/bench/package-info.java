/** JMH benchmarks of the exact algebra; {@code ratios.sh} compares them with other libraries. */
@NullMarked
package org.dlmcert.bench;

import org.jspecify.annotations.NullMarked;
