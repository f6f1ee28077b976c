package prefmill.pipelines.contexts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.pipelines.rows.stored.KeptContexts;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.pipelines.rows.stored.KeptPlace;
import prefmill.transforms.event.MaskedEvent;

/**
 * The buckets of a stretch that are to be settled anew: into which events came since, which are
 * told something else now, or in which time changes something. Holds their numbers in memory.
 */
final class TouchedBuckets {
  private final Path log;
  private final Path cache;
  private final KeptBase base;
  private final int bits;

  /** Of a log and a cache whose stretches are now two to the power of bits. */
  TouchedBuckets(String log, String cache, KeptBase base, int bits) {
    this.log = Places.of(log);
    this.cache = Places.of(cache);
    this.base = base;
    this.bits = bits;
  }

  /** Those of a stretch. */
  Set<Long> of(ToldStretch stretch) throws IOException {
    Set<Long> touched = since(stretch);
    each(stretch, (bucket, lasts) -> addIf(!lasts, bucket, touched));
    return touched;
  }

  /** Those of a stretch that hold settled events, too. */
  Set<Long> settledBefore(ToldStretch stretch) throws IOException {
    Set<Long> touched = since(stretch);
    Set<Long> settled = new HashSet<>();
    each(stretch, (b, lasts) -> addIf(!lasts || touched.contains(b), b, settled));
    return settled;
  }

  private Set<Long> since(ToldStretch stretch) throws IOException {
    Set<Long> touched = new HashSet<>(newlyTold(stretch));
    try (ContextCursor cursor = ContextCursor.open(log, base.since(), bits, stretch.stretch())) {
      for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        touched.add(events.get(0).keys().bucket());
      }
    }
    return touched;
  }

  private void each(ToldStretch stretch, KeptContexts.BucketTaker taker) {
    KeptPlace place = new KeptPlace(null, null, bits);
    for (List<KeptFile> generation : base.contexts()) {
      for (KeptFile file : generation) {
        if (file.overlaps(bits, stretch.stretch())) {
          KeptContexts.buckets(
              cache,
              file,
              (bucket, lasts) -> {
                if (place.stretch(bucket) == stretch.stretch()) {
                  taker.take(bucket, lasts);
                }
              });
        }
      }
    }
  }

  private static void addIf(boolean condition, long bucket, Set<Long> set) {
    if (condition) {
      set.add(bucket);
    }
  }

  private Set<Long> newlyTold(ToldStretch stretch) throws IOException {
    return ToldBuckets.of(stretch)
        .differing(ToldBuckets.read(cache, base.told(), bits, stretch.stretch()));
  }
}
