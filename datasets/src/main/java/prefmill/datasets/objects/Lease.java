package prefmill.datasets.objects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A lock for places that have none: an object that its holder writes anew every few seconds.
 *
 * <p>Whoever finds it waits until it changes, and then knows that its holder lives, or takes it
 * over after half a minute in which it has not; so no two clocks are compared. A holder that was
 * stopped for so long may find that another took its place: a lease keeps runs from getting into
 * each other's way, and nothing that must be right may rest on it alone.
 */
public final class Lease implements AutoCloseable {
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);
  private static final int BEATS = 6;
  private static final int LOOKS = 60;

  private final Path place;
  private final ObjectStore objects;
  private final String key;
  private final String holder;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService heart;
  private long beat;

  private Lease(Path place, String holder) {
    this.place = place;
    this.objects = Places.objects(place.getParent());
    this.key = place.getFileName().toString();
    this.holder = holder;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease " + place);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease of a place unless it is held; waits some seconds to see that it is.
   *
   * @param holder one line that says who takes it, for {@link #holder}
   * @return empty if another holds it
   */
  public static Optional<Lease> tryTake(Path place, String holder) throws IOException {
    return tryTake(place, holder, GIVEN_UP);
  }

  static Optional<Lease> tryTake(Path place, String holder, Duration givenUp) throws IOException {
    Lease lease = new Lease(place, holder);
    if (!lease.take(givenUp)) {
      lease.heart.shutdown();
      return Optional.empty();
    }
    long pause = givenUp.toMillis() / BEATS;
    var unused = lease.heart.scheduleAtFixedRate(lease::renew, pause, pause, TimeUnit.MILLISECONDS);
    return Optional.of(lease);
  }

  /** Who holds the lease of a place, or held it when it was last given up unasked. */
  public static Optional<String> holder(Path place) throws IOException {
    return Places.objects(place.getParent())
        .read(place.getFileName().toString())
        .flatMap(stored -> stored.text().lines().findFirst());
  }

  private boolean take(Duration givenUp) throws IOException {
    String seen = null;
    long end = 0;
    while (!objects.createIfAbsent(key, text())) {
      Optional<ObjectStore.Stored> other = objects.read(key);
      if (other.isEmpty()) {
        continue;
      }
      if (seen == null) {
        seen = other.get().tag();
        end = System.nanoTime() + givenUp.toNanos();
      } else if (!seen.equals(other.get().tag())) {
        return false;
      } else if (System.nanoTime() > end) {
        return objects.replaceIfMatch(key, seen, text());
      }
      pause(givenUp.toMillis() / LOOKS);
    }
    return true;
  }

  /** Writes it anew, if it is still this one's. */
  private void renew() {
    beat++;
    try {
      Optional<String> own = ownTag();
      if (own.isEmpty()) {
        heart.shutdown();
      } else {
        var unused = objects.replaceIfMatch(key, own.get(), text());
      }
    } catch (IOException | RuntimeException missed) {
      // the next beat tries again; after five that were missed another may take over
    }
  }

  private Optional<String> ownTag() throws IOException {
    return objects
        .read(key)
        .filter(stored -> stored.text().contains(id))
        .map(ObjectStore.Stored::tag);
  }

  private String text() {
    return "%s\n%s %d\n".formatted(holder, id, beat);
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a lease was looked at");
    }
  }

  /** Gives it up. */
  @Override
  public void close() throws IOException {
    heart.shutdown();
    try {
      var unused = heart.awaitTermination(GIVEN_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ownTag().isPresent()) {
      Files.deleteIfExists(place);
    }
  }
}
