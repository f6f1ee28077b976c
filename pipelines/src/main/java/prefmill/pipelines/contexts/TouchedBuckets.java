package prefmill.pipelines.contexts;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.pipelines.rows.stored.KeptContexts;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.decisions.Addressed;
import prefmill.transforms.event.MaskedEvent;

/**
 * The buckets among the kept ones that are to be settled anew: into which events came since, which
 * are told something else now, or in which time changes something. Holds their numbers in memory.
 */
final class TouchedBuckets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String log;
  private final String cache;
  private final KeptBase base;
  private final int bits;

  /** Of a log and a cache whose stretches are now two to the power of bits. */
  TouchedBuckets(String log, String cache, KeptBase base, int bits) {
    this.log = log;
    this.cache = cache;
    this.base = base;
    this.bits = bits;
  }

  /** Those of a stretch that is told these decisions now. */
  Set<Long> of(int stretch, List<Addressed> decisions) throws IOException {
    Path folder = Places.of(cache);
    ToldBuckets before = ToldBuckets.read(folder, base.told(), bits, stretch);
    Set<Long> since = ToldBuckets.of(decisions).differing(before);
    try (ContextCursor cursor = ContextCursor.open(Places.of(log), base.since(), bits, stretch)) {
      for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        since.add(events.get(0).keys().bucket());
      }
    }
    Set<Long> touched = new HashSet<>();
    for (List<KeptFile> generation : base.contexts()) {
      for (KeptFile file : generation) {
        if (file.overlaps(bits, stretch)) {
          KeptContexts.buckets(
              folder,
              file,
              (bucket, lasts) -> {
                boolean here = Stretches.of(bucket, bits) == stretch;
                if (here && (!lasts || since.contains(bucket))) {
                  touched.add(bucket);
                }
              });
        }
      }
    }
    return touched;
  }
}
