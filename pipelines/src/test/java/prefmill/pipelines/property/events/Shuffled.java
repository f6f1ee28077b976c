package prefmill.pipelines.property.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.scenario.Workshop;

/** The same events in another order and in other files. */
public final class Shuffled {
  private Shuffled() {}

  /** Builds so many events, dealt to files at random; in order if there is one file. */
  public static PublishedVersion build(
      Path folder, int events, String runner, int files, int parallelism) throws IOException {
    Workshop workshop = deal(folder, NativeEvents.of(events, 1), files, files == 1 ? 0 : files);
    return workshop.build(workshop.policy(Baseline.SETTINGS), runner, parallelism).version();
  }

  /** Deals events to files, without building; in the order of the seed, as they are for 0. */
  public static Workshop deal(Path folder, List<String> events, int files, long seed)
      throws IOException {
    List<String> order = new ArrayList<>(events);
    if (seed != 0) {
      Collections.shuffle(order, new Random(seed));
    }
    Workshop workshop = Workshop.in(folder);
    for (int file = 0; file < files; file++) {
      int from = order.size() * file / files;
      int to = order.size() * (file + 1) / files;
      workshop.events("part-" + file + ".jsonl", order.subList(from, to));
    }
    return workshop;
  }
}
