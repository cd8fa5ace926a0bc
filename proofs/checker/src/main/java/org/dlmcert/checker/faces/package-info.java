/** All local minima of one hidden layer, kinks included. */
package org.dlmcert.checker.faces;
