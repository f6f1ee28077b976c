package prefmill.datasets.objects;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import prefmill.s3server.S3Server;

class S3StoreTest extends ObjectStoreContract {
  private static int places;

  @Override
  Path emptyPlace() {
    try {
      String bucket = S3Server.shared().makeBucket("store-contract");
      return Places.of(bucket + "/some prefix/" + places++);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofManyMoversToOneNameOneWinsAndTheFolderIsWhole() throws Exception {
    Path place = emptyPlace();
    int movers = 8;
    for (int mover = 0; mover < movers; mover++) {
      for (int file = 0; file < 5; file++) {
        Files.writeString(place.resolve("attempts/" + mover + "/" + file), "of " + mover);
      }
    }
    ObjectStore store = Places.objects(place);
    ExecutorService threads = Executors.newFixedThreadPool(movers);
    List<Callable<Boolean>> moves =
        IntStream.range(0, movers)
            .<Callable<Boolean>>mapToObj(m -> () -> store.moveFolder("attempts/" + m, "v1"))
            .toList();
    List<Integer> winners = new ArrayList<>();
    try {
      List<Future<Boolean>> moved = threads.invokeAll(moves);
      for (int mover = 0; mover < movers; mover++) {
        if (moved.get(mover).get()) {
          winners.add(mover);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(winners.size(), is(1));
    for (String file : store.list("v1")) {
      assertThat(Files.readString(place.resolve("v1").resolve(file)), is("of " + winners.get(0)));
    }
    assertThat(store.list("v1"), contains("0", "1", "2", "3", "4"));
    assertThat(store.list("attempts").size(), is(movers - 1));
  }

  @Test
  void aPlaceInABucketIsReadAndWalkedLikeAFolder() throws IOException {
    Path place = emptyPlace();
    byte[] bytes = new byte[700_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 1000);
    }
    Path file = place.resolve("a").resolve("big");
    assertThat(Files.exists(place), is(false));
    Files.write(file, bytes);
    Durable.writeNewIn(place.resolve("b"), "small", new byte[] {1});
    assertThat(Files.readAllBytes(file), is(bytes));
    assertThat(Files.size(file), is(700_000L));
    assertThat(Files.isDirectory(place.resolve("a")), is(true));
    assertThat(Files.isRegularFile(place.resolve("a")), is(false));
    assertThat(Places.of(file.toString()), is(file));
    assertThat(place.relativize(file).toString(), is("a/big"));
    try (var walked = Files.walk(place)) {
      assertThat(
          walked.filter(Files::isRegularFile).map(Path::toString).toList(),
          containsInAnyOrder(file.toString(), place + "/b/small"));
    }
    Durable.deleteTree(place);
    assertThat(Places.objects(place).list(""), is(empty()));
  }
}
