package org.dlmcert.certificate;

/** Evidence that what was asked is so. */
public non-sealed interface Proof extends Evidence {}
