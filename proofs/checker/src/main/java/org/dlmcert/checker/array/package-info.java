/** The rows of the inputs: listed in the certificate, or those of an array in a file. */
package org.dlmcert.checker.array;
