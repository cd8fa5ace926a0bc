/** Lower bounds of the loss of one hidden layer over all weights, by a tree of signs. */
package org.dlmcert.checker.bound;
