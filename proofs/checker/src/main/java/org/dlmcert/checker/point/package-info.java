/** One point: the loss at given weights, along paths from there, and whether it is a minimum. */
package org.dlmcert.checker.point;
