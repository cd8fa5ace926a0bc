/** Losses of labels at a point: derivatives enclosed by integer intervals. */
package org.dlmcert.checker.labels;
