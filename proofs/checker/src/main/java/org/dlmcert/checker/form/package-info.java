/**
 * The bytes of a certificate, read strictly: canonical JSON, rational numbers, rejections, and the
 * count of work and memory (format.md sections 1 and 6).
 */
package org.dlmcert.checker.form;
