package prefmill.runners.training.attempt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrainingInterruptTest {
  @Test
  void aTrainingIsInterrupted() {
    TrainingInterrupt interrupt = TrainingInterrupt.ofThisThread();
    interrupt.stop(StopCause.CANCELLED);
    assertThrows(InterruptedException.class, interrupt::over);
    assertThat(Thread.interrupted(), is(false));
  }

  @Test
  void whatComesAfterItIsNot() throws InterruptedException {
    TrainingInterrupt interrupt = TrainingInterrupt.ofThisThread();
    interrupt.over();
    interrupt.stop(StopCause.CANCELLED);
    assertThat(Thread.interrupted(), is(false));
  }
}
