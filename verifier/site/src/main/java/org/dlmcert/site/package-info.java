/**
 * The pages of the repository as a site: Markdown becomes HTML with the same names at the same
 * places, and whatever a page links to is copied, so that links stay as they are.
 */
@NullMarked
package org.dlmcert.site;

import org.jspecify.annotations.NullMarked;
