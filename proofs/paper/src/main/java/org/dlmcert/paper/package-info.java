/**
 * The constructions of Soudry and Carmon 2016 ("No bad local minima: data independent training
 * error guarantees for multilayer neural networks"), replayed in exact arithmetic. Uses the
 * engine's exact numbers, models and gradients, never its decisions.
 */
@org.jspecify.annotations.NullMarked
package org.dlmcert.paper;
