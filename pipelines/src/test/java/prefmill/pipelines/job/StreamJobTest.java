package prefmill.pipelines.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamJobTest {
  @Test
  @Timeout(30)
  void aClusterThatDoesNotAnswerKeepsNobodyWaiting() throws InterruptedException {
    CountDownLatch there = new CountDownLatch(1);
    StreamJob job = new StreamJob(new Silent(there));
    assertThat(job.ended(), is(Optional.empty()));
    assertThat(job.ended(), is(Optional.empty()));
    there.countDown();
    assertThat(job.ended(), is(Optional.of(PipelineResult.State.CANCELLED)));
    job.cancel();
  }

  /** A job on a cluster that answers nothing for a while. */
  private record Silent(CountDownLatch there) implements PipelineResult {
    @Override
    public State getState() {
      try {
        there.await();
        return State.CANCELLED;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public State cancel() {
      return getState();
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return getState();
    }

    @Override
    public State waitUntilFinish() {
      return getState();
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("it has none");
    }
  }
}
