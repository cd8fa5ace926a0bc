package org.dlmcert.certificate;

import org.dlmcert.io.Writable;

/** What a certificate claims (proofs/format.md, section 4). */
public interface Claim extends Writable {}
