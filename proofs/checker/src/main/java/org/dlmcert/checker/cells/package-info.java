/**
 * The cells that hyperplanes through 0 leave: the kind {@code cells}, and all cells of one unit.
 */
package org.dlmcert.checker.cells;
