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

/** What every store keeps to, whatever it is in. */
abstract class ObjectStoreContract {
  static final int WRITERS = 16;

  private Path root;
  ObjectStore store;

  /** Another place where nothing is. */
  abstract Path emptyPlace();

  @BeforeEach
  void open() {
    root = emptyPlace();
    store = Places.objects(root);
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
                  n -> () -> store.createIfAbsent("versions/000001.json", (char) ('a' + n) + text))
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
  void replacingWhatIsGoneOrOtherFails() throws IOException {
    assertThat(store.replaceIfMatch("nothing", "tag", "text"), is(false));
    store.createIfAbsent("some", "text");
    assertThat(store.replaceIfMatch("some", "other tag", "new"), is(false));
    assertThat(store.read("some").orElseThrow().text(), is("text"));
    String tag = store.read("some").orElseThrow().tag();
    assertThat(store.replaceIfMatch("some", tag, "new"), is(true));
    assertThat(store.replaceIfMatch("some", tag, "newer"), is(false));
    assertThat(store.read("some").orElseThrow().text(), is("new"));
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
