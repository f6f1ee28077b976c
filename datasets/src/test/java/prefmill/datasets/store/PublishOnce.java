package prefmill.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import prefmill.datasets.objects.Places;

/** Publishes the sample in a process of its own, so that it can be killed. */
final class PublishOnce {
  private PublishOnce() {}

  public static void main(String[] args) throws IOException {
    DatasetStore store = DatasetStore.open(Places.of(args[0]), "support");
    Path attempt = store.newAttempt("killed");
    store.publish(attempt, SampleAttempt.write(attempt, 1));
  }
}
