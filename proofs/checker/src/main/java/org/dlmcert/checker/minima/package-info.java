/** All differentiable minima of one hidden layer, and the worst of them. */
package org.dlmcert.checker.minima;
