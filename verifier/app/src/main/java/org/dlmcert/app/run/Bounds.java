package org.dlmcert.app.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Between which whole numbers, ends included, the value of an option lies: told before the command
 * begins. The numbers of a list are all different besides.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Bounds {
  /** The least. */
  long least() default 0;

  /** The largest; without it there is none. */
  long most() default Long.MAX_VALUE;
}
