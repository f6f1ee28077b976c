package prefmill.datasets.objects;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  Path emptyPlace() {
    return folder;
  }

  // the server that the other stores are tested with compares and replaces in two steps
  @Test
  void replacingIsCompareAndSet() throws Exception {
    store.createIfAbsent("counter", "0");
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Integer>> adders =
          IntStream.range(0, WRITERS).<Callable<Integer>>mapToObj(n -> this::addTen).toList();
      for (Future<Integer> adder : threads.invokeAll(adders)) {
        adder.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.read("counter").orElseThrow().text(), is("" + WRITERS * 10));
  }

  private int addTen() throws IOException {
    for (int added = 0; added < 10; ) {
      ObjectStore.Stored counter = store.read("counter").orElseThrow();
      String next = "" + (Integer.parseInt(counter.text()) + 1);
      added += store.replaceIfMatch("counter", counter.tag(), next) ? 1 : 0;
    }
    return 10;
  }
}
