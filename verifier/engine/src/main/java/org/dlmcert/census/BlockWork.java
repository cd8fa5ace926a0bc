package org.dlmcert.census;

import java.util.ArrayList;
import java.util.function.Function;
import org.dlmcert.task.Work;

/**
 * Decides blocks of choices, each given by its first.
 *
 * @param things how many things there are for each unit
 */
record BlockWork(CensusProblem problem, int things, Decider decider)
    implements Work<int[], ArrayList<String>> {
  @Override
  public Worker<int[], ArrayList<String>> worker() throws InterruptedException {
    Function<int[], String> decision = decider.decision();
    return (start, pointless) -> {
      Choices choices = new Choices(problem, things, start);
      ArrayList<String> answers = new ArrayList<>(ChoiceBlocks.SIZE);
      for (int k = 0; k < ChoiceBlocks.SIZE && !choices.isExhausted(); k++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        answers.add(decision.apply(choices.current()));
        choices.advance();
      }
      return answers;
    };
  }
}
