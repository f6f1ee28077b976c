package prefmill.pipelines.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The list of erasures for a stream, which goes on while the list grows. */
public final class FollowErasures {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Erasures erasures;
  private final String keyId;
  private ErasedPersons persons;
  private long newest;
  private long asked;

  private FollowErasures(Erasures erasures, String keyId) {
    this.erasures = erasures;
    this.keyId = keyId;
  }

  /** The list of the dataset in a folder. */
  public static FollowErasures of(Path datasetFolder, String keyId) {
    return new FollowErasures(Erasures.of(datasetFolder), keyId);
  }

  /** Who is on the list, as of ten seconds ago at most. */
  public ErasedPersons persons() throws IOException {
    long now = System.nanoTime();
    if (persons == null || now - asked > PAUSE) {
      long number = erasures.newest();
      if (persons == null || number > newest) {
        persons = erasures.persons(keyId);
        newest = number;
      }
      asked = now;
    }
    return persons;
  }
}
