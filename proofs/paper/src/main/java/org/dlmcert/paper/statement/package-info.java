/** One class per statement, each reading like the statement it replays. */
@NullMarked
package org.dlmcert.paper.statement;

import org.jspecify.annotations.NullMarked;
