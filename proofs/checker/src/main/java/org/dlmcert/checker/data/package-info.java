/**
 * The user's own data, as the checker reads it: free-form JSON and CSV, brought into the canonical
 * form of {@code proofs/format.md}. Nothing here is believed: the result is read again, strictly,
 * and its digest compared with the certificate's.
 */
package org.dlmcert.checker.data;
