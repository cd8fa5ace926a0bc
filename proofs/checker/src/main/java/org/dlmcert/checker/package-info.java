/**
 * The independent checker of certificates.
 *
 * <p>It implements {@code proofs/format.md}; {@code proofs/soundness.md} says why an accepted
 * certificate proves its claim, and how much of this code one reads to believe it. It shares no
 * code with the search and uses nothing but java.base. Its packages in the order in which they can
 * be read: form, algebra, rule, network, rank, pattern, cells, minima, point; here are the table of
 * kinds, the verdict and the command.
 */
package org.dlmcert.checker;
