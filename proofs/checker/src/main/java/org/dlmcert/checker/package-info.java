/**
 * The independent checker of certificates.
 *
 * <p>It implements {@code proofs/format.md}; {@code proofs/soundness.md} says why an accepted
 * certificate proves its claim. It shares no code with the search and uses nothing but java.base.
 * Files named {@code …Rule} hold one kind of certificate each; the others are the kernel.
 */
package org.dlmcert.checker;
