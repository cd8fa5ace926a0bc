package org.dlmcert.app.run;

/**
 * A command about the program itself. It is run on the whole tree of commands, which it finds
 * through picocli's {@code @Spec}, while others see only themselves.
 */
public interface ProgramJob extends Job {}
