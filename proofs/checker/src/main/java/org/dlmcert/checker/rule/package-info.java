/** What a kind of certificate is: a claim about a subject, and evidence that a rule checks. */
package org.dlmcert.checker.rule;
