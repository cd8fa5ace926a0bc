/** A model as a graph of named nodes, and its exact evaluation. */
@NullMarked
package org.dlmcert.models.graph;

import org.jspecify.annotations.NullMarked;
