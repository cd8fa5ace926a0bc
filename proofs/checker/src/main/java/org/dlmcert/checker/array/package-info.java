/** Rows of an array in the user's file, which a certificate names by its digests alone. */
package org.dlmcert.checker.array;
