/** What a command says when it ends: verdict, fields and lines, and how they are printed. */
@NullMarked
package org.dlmcert.app.report;

import org.jspecify.annotations.NullMarked;
