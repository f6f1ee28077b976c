package prefmill.pipelines.rows.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.zip.CRC32C;
import prefmill.pipelines.run.Stretches;

/**
 * A file that a build keeps for the next one: of one stretch of buckets.
 *
 * @param kind tells receipts apart: {@link #CONTEXTS} or {@link #TOLD}
 * @param path below the cache's folder
 * @param bits stretches are two to the power of bits
 * @param stretch which one
 * @param count how many records it holds
 * @param crc CRC-32C of its bytes
 */
public record KeptFile(String kind, String path, int bits, int stretch, long count, long crc)
    implements Serializable {
  /** The kind of files of {@link KeptContext}. */
  public static final String CONTEXTS = "kept_contexts";

  /** The kind of files of what buckets were told. */
  public static final String TOLD = "kept_told";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether some of its buckets may lie in a stretch of another division. */
  public boolean overlaps(int otherBits, int otherStretch) {
    return Stretches.meet(bits, stretch, otherBits, otherStretch);
  }

  /** CRC-32C of bytes. */
  public static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  /** As a receipt. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is no JSON", e);
    }
  }
}
