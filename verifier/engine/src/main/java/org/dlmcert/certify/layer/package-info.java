/** Methods for one layer above known inputs. */
@NullMarked
package org.dlmcert.certify.layer;

import org.jspecify.annotations.NullMarked;
