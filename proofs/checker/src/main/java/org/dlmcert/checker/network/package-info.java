/**
 * Networks, the claim of full column rank about them, and what follows from their determined layers
 * (format.md 2 and 4.1).
 */
package org.dlmcert.checker.network;
