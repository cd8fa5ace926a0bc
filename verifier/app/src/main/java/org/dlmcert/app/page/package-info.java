/**
 * A verdict as one page for a browser: {@code --report FILE.html}.
 *
 * <p>A certificate that the checker has accepted becomes a {@link org.dlmcert.app.page.Page}, whose
 * evidence is a list of {@link org.dlmcert.app.page.Section}s; a template writes it. {@code certify
 * --report} and {@code explain --report} show the same page, since nothing but the certificate goes
 * in.
 *
 * <p>How to show the evidence of a kind of certificates:
 *
 * <ol>
 *   <li>Write a function from {@link org.dlmcert.app.page.Accepted} to sections, from those that
 *       there are ({@code Bars}, {@code Heat}, {@code Strip}, …).
 *   <li>Add it to the kind's row in {@link org.dlmcert.app.page.KindSections}.
 *   <li>A new sort of section is a record in {@code Section}, a function of its name in {@code
 *       src/main/page/page.js}, and nothing else.
 *   <li>The page's test takes up the kind's example from {@code examples/accepted}.
 * </ol>
 */
@NullMarked
package org.dlmcert.app.page;

import org.jspecify.annotations.NullMarked;
