package prefmill.pipelines.property.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.scenario.Workshop;

/** The same events in another order and in other files. */
public final class Shuffled {
  private Shuffled() {}

  /** Builds so many events, dealt to files at random; in order if there is one file. */
  public static PublishedVersion build(
      Path folder, int events, String runner, int files, int parallelism) throws IOException {
    Workshop workshop = deal(folder, NativeEvents.of(events, 1), files);
    return workshop.build(workshop.policy(Baseline.SETTINGS), runner, parallelism).version();
  }

  /** Deals events to files, without building. */
  public static Workshop deal(Path folder, List<String> events, int files) throws IOException {
    List<String> order = new ArrayList<>(events);
    if (files > 1) {
      Collections.shuffle(order, new Random(files));
    }
    Workshop workshop = Workshop.in(folder);
    for (int file = 0; file < files; file++) {
      int from = order.size() * file / files;
      int to = order.size() * (file + 1) / files;
      workshop.events("part-" + file + ".jsonl", order.subList(from, to));
    }
    return workshop;
  }

  /** The entry point of a process of its own: FOLDER RUNNER PARALLELISM. */
  public static void main(String[] args) throws IOException {
    Workshop workshop = Workshop.in(Path.of(args[0]));
    workshop.build(workshop.policy(Baseline.SETTINGS), args[1], Integer.parseInt(args[2]));
  }

  /** The version that a process of its own published. */
  public static PublishedVersion published(Path folder) throws IOException {
    return DatasetStore.open(folder.resolve("store"), "test").newest().orElseThrow();
  }
}
