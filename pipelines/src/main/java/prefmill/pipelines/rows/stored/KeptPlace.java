package prefmill.pipelines.rows.stored;

import java.io.Serializable;
import java.util.UUID;
import prefmill.pipelines.run.Stretches;

/**
 * Where a build puts aside what the next one may take.
 *
 * @param folder the cache's folder
 * @param generation the build's own folder below it
 * @param bits its files are of two to the power of bits stretches of buckets
 */
public record KeptPlace(String folder, String generation, int bits) implements Serializable {
  /** The path of a new file. */
  public String newFile() {
    return generation + "/" + Long.toHexString(UUID.randomUUID().getMostSignificantBits());
  }

  /** The stretch of a bucket. */
  public int stretch(long bucket) {
    return Stretches.of(bucket, bits);
  }
}
