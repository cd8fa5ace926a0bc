/** The independent checker of certificates; it needs nothing but java.base. */
module org.dlmcert.checker {
  exports org.dlmcert.checker;
  exports org.dlmcert.checker.data;
}
