/** Rank and width: matrices and data sets, and evidence about their columns. */
package org.dlmcert.checker.rank;
