package org.dlmcert.certificate;

import org.dlmcert.io.WritableObject;

/** What a certificate claims (proofs/format.md, section 4). */
public interface Claim extends WritableObject {}
