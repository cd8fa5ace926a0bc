/** Several outputs, and maxout units: rules for full column rank. */
package org.dlmcert.checker.outputs;
