/** Full column rank of every pattern by itself. */
package org.dlmcert.checker.each;
