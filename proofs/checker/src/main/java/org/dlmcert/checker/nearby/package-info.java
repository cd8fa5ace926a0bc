/** Points near given weights that need not be rational, and balls around them. */
package org.dlmcert.checker.nearby;
