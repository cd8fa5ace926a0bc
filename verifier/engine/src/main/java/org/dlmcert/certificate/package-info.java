/** Certificates, whatever they are about: claim, subject and evidence, and the bytes of them. */
@NullMarked
package org.dlmcert.certificate;

import org.jspecify.annotations.NullMarked;
