@NullMarked
package org.dlmcert.app.page;

import org.jspecify.annotations.NullMarked;
