/** The least loss of one hidden layer: of one width, and of all widths. */
package org.dlmcert.checker.least;
