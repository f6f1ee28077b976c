package prefmill.datasets.objects.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.ObjectStore;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A store in a bucket: creating and replacing are conditional puts, which the server decides.
 *
 * <p>A bucket cannot rename, so a folder moves by copies. Meanwhile a claim beside the target keeps
 * others off it and lets them wait, as long as the mover shows that it is at work; the claim of one
 * that was killed stays for the garbage collection. A target that is there was copied whole, or its
 * mover was killed: readers take only what a commit names.
 */
public final class S3Store implements ObjectStore {
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration GIVEN_UP = Duration.ofSeconds(20);

  private final S3Path root;
  private final Bucket bucket;

  private S3Store(S3Path root) {
    this.root = root;
    this.bucket = root.objects();
  }

  /** The store under a name in a bucket, where nothing need be yet. */
  public static S3Store of(Path root) {
    return new S3Store(S3Path.of(root));
  }

  @Override
  public Optional<Stored> read(String key) {
    return bucket
        .get(key(key))
        .map(object -> new Stored(object.asString(UTF_8), object.response().eTag()));
  }

  @Override
  public boolean createIfAbsent(String key, String text) throws IOException {
    return bucket.put(key(key), RequestBody.fromString(text), "*");
  }

  @Override
  public boolean replaceIfMatch(String key, String tag, String text) throws IOException {
    return bucket.put(key(key), RequestBody.fromString(text), tag);
  }

  @Override
  public List<String> list(String prefix) {
    return bucket.entries(S3Path.of(root.resolve(prefix))).stream()
        .map(entry -> entry.getFileName().toString())
        .filter(name -> !Durable.isUnfinished(name))
        .sorted()
        .toList();
  }

  @Override
  public boolean moveFolder(String from, String to) throws IOException {
    Path target = root.resolve(to);
    String claim = S3Path.of(Durable.unfinished(target, target.getFileName().toString())).key();
    if (!bucket.put(claim, RequestBody.fromString(from), "*")) {
      awaitMover(claim);
      return false;
    }
    boolean free = bucket.keys(key(to) + "/").isEmpty();
    List<String> sources = bucket.keys(key(from) + "/");
    if (free) {
      copy(sources, key(from), key(to), claim);
    }
    bucket.delete(claim);
    if (free && sources.isEmpty()) {
      throw new NoSuchFileException(root.resolve(from).toString());
    }
    if (free) {
      sources.forEach(bucket::delete);
    }
    return free;
  }

  private void copy(List<String> sources, String from, String to, String claim) throws IOException {
    Instant beat = Instant.now();
    for (String source : sources) {
      Path file = root.getFileSystem().getPath("/" + source);
      if (bucket.copy(S3Path.of(file), to + source.substring(from.length())).isEmpty()) {
        throw new NoSuchFileException(file.toString());
      }
      if (beat.plus(BEAT).isBefore(Instant.now())) {
        bucket.put(claim, RequestBody.fromString(from), null);
        beat = Instant.now();
      }
    }
  }

  /** Returns when the claim is gone, or its mover has shown nothing of itself for a while. */
  private void awaitMover(String claim) throws IOException {
    while (bucket.age(claim).filter(age -> age.compareTo(GIVEN_UP) < 0).isPresent()) {
      Bucket.pause();
    }
  }

  private String key(String key) {
    return S3Path.of(root.resolve(key)).key();
  }
}
