package prefmill.datasets.objects;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  private static final int WRITERS = 8;

  @TempDir Path root;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = FolderStore.of(root);
  }

  @Test
  void ofManyCreatorsOneWinsAndReadersSeeItWhole() throws Exception {
    String text = "x".repeat(100_000);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    try {
      Future<List<Integer>> seen = threads.submit(() -> lengthsSeen("versions/000001.json"));
      List<Callable<Boolean>> creators =
          IntStream.range(0, WRITERS)
              .<Callable<Boolean>>mapToObj(
                  n -> () -> store.createIfAbsent("versions/000001.json", n + text))
              .toList();
      List<Boolean> won = new ArrayList<>();
      for (Future<Boolean> creator : threads.invokeAll(creators)) {
        won.add(creator.get());
      }
      assertThat(won.stream().filter(w -> w).count(), is(1L));
      assertThat(seen.get().stream().distinct().toList(), contains(text.length() + 1));
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.list("versions"), contains("000001.json"));
    try (var files = Files.list(root.resolve("versions"))) {
      assertThat("nothing unfinished stays", files.count(), is(1L));
    }
  }

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

  @Test
  void replacingWhatIsGoneOrOtherFails() throws IOException {
    assertThat(store.replaceIfMatch("nothing", "tag", "text"), is(false));
    store.createIfAbsent("some", "text");
    assertThat(store.replaceIfMatch("some", "other tag", "new"), is(false));
    assertThat(store.read("some").orElseThrow().text(), is("text"));
  }

  @Test
  void aFolderMovesOnceAndNeverOntoAnother() throws IOException {
    Files.createDirectories(root.resolve("attempts/a"));
    Files.writeString(root.resolve("attempts/a/file"), "1");
    Files.createDirectories(root.resolve("attempts/b"));
    Files.writeString(root.resolve("attempts/b/file"), "2");
    assertThat(store.moveFolder("attempts/a", "v1"), is(true));
    assertThat(store.moveFolder("attempts/b", "v1"), is(false));
    assertThat(Files.readString(root.resolve("v1/file")), is("1"));
    assertThat(store.list("attempts"), hasItem("b"));
    assertThat(store.list("nowhere"), is(empty()));
  }

  private int addTen() throws IOException {
    for (int added = 0; added < 10; ) {
      ObjectStore.Stored counter = store.read("counter").orElseThrow();
      String next = "" + (Integer.parseInt(counter.text()) + 1);
      added += store.replaceIfMatch("counter", counter.tag(), next) ? 1 : 0;
    }
    return 10;
  }

  /** Reads until the object is there, and some more. */
  private List<Integer> lengthsSeen(String key) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    while (lengths.size() < 20) {
      Optional<ObjectStore.Stored> stored = store.read(key);
      stored.ifPresent(s -> lengths.add(s.text().length()));
    }
    return lengths;
  }
}
