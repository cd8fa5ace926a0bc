/** The last layers of a model as an instance, with the outputs of those below as its inputs. */
@NullMarked
package org.dlmcert.models.layers;

import org.jspecify.annotations.NullMarked;
