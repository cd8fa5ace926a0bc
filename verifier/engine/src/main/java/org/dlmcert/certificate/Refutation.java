package org.dlmcert.certificate;

/** Evidence that what was asked is not so. */
public non-sealed interface Refutation extends Evidence {}
