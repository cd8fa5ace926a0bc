/**
 * Exact and modular vectors: independence modulo a prime, orthogonality, valuations (soundness.md,
 * Facts A and C).
 */
package org.dlmcert.checker.algebra;
