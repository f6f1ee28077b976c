package prefmill.runners.training.attempt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainingInterruptTest {
  private static final Duration SHORT = Duration.ofMillis(200);

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

  @Test
  void workThatHearsNothingIsEndedOtherwiseWithTheFirstCause() throws Exception {
    TrainingInterrupt interrupt = TrainingInterrupt.ofThisThread();
    BlockingQueue<StopCause> ended = new LinkedBlockingQueue<>();
    interrupt.stopAfter(Duration.ofMillis(50), StopCause.BUDGET, SHORT, ended::add);
    assertThat(interruptedWithin(Duration.ofSeconds(5)), is(true));
    interrupt.stop(StopCause.CANCELLED, SHORT, ended::add);
    assertThat(ended.poll(5, TimeUnit.SECONDS), is(StopCause.BUDGET));
    assertThat("once", ended.poll(1, TimeUnit.SECONDS), is(nullValue()));
  }

  @Test
  void workThatEndsInTimeIsNot() throws Exception {
    TrainingInterrupt interrupt = TrainingInterrupt.ofThisThread();
    BlockingQueue<StopCause> ended = new LinkedBlockingQueue<>();
    interrupt.stop(StopCause.CANCELLED, SHORT, ended::add);
    assertThat(Thread.interrupted(), is(true));
    interrupt.end();
    assertThat(ended.poll(1, TimeUnit.SECONDS), is(nullValue()));
  }

  private static boolean interruptedWithin(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      if (Thread.interrupted()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }
}
