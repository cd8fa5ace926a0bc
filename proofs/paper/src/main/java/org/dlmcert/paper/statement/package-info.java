/**
 * The list of statements. One class for each, reading like the statement it replays, in a package
 * for each part of the paper.
 */
@NullMarked
package org.dlmcert.paper.statement;

import org.jspecify.annotations.NullMarked;
