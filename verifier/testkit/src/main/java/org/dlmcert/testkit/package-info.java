/** What the tests of several modules need: budgets of cases, and the files of the repository. */
package org.dlmcert.testkit;
