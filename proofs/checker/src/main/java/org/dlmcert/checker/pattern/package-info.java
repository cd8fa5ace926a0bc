/**
 * The kinds of certificates about full column rank over activation patterns, but for {@code cells}.
 * Each rule is a file with at most one or two others that only it uses; they share the reductions.
 */
package org.dlmcert.checker.pattern;
