package prefmill.pipelines.contexts;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.util.CoderUtils;
import prefmill.datasets.objects.DiskFull;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.rows.stored.KeptFault;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.pipelines.rows.stored.KeptPlace;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.decisions.Addressed;

/** What each bucket of a stretch is told, as one number: equal where the same is told. */
final class ToldBuckets {
  private static final RecordCoder<Addressed> CODER = RecordCoder.of(Addressed.class);
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final Map<Long, Long> told = new HashMap<>();

  /** Of what a stretch is told now. */
  static ToldBuckets of(ToldStretch stretch) throws IOException {
    ToldBuckets buckets = new ToldBuckets();
    for (Addressed decision : stretch.decisions()) {
      // a sum: decisions come in no order
      long hash = HASHER.hashBytesToLong(CoderUtils.encodeToByteArray(CODER, decision));
      buckets.told.merge(decision.bucket(), hash, Long::sum);
    }
    return buckets;
  }

  /** Of what a stretch was told, from the files of an earlier build. */
  static ToldBuckets read(Path folder, Iterable<KeptFile> files, int bits, int stretch)
      throws IOException {
    ToldBuckets buckets = new ToldBuckets();
    KeptPlace place = new KeptPlace(null, null, bits);
    for (KeptFile file : files) {
      if (file.overlaps(bits, stretch)) {
        buckets.read(folder.resolve(file.path()), file, place, stretch);
      }
    }
    return buckets;
  }

  private void read(Path path, KeptFile file, KeptPlace place, int stretch) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (crc(bytes) != file.crc()) {
        throw KeptFault.damaged(path, null);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      for (long i = 0; i < file.count(); i++) {
        long bucket = in.readLong();
        long hash = in.readLong();
        if (place.stretch(bucket) == stretch) {
          told.put(bucket, hash);
        }
      }
    } catch (IOException e) {
      throw KeptFault.damaged(path, e);
    }
  }

  /** Writes it into a new file. */
  KeptFile write(KeptPlace place, int stretch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<Long, Long> bucket : told.entrySet()) {
      out.writeLong(bucket.getKey());
      out.writeLong(bucket.getValue());
    }
    String path = place.newFile();
    Path file = Places.of(place.folder()).resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
    long crc = crc(bytes.toByteArray());
    return new KeptFile(KeptFile.TOLD, path, place.bits(), stretch, told.size(), crc);
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  /** The buckets that are told something else here than there. */
  Set<Long> differing(ToldBuckets other) {
    Set<Long> differing = new HashSet<>();
    told.forEach((bucket, hash) -> addIf(!hash.equals(other.told.get(bucket)), bucket, differing));
    other.told.keySet().forEach(b -> addIf(!told.containsKey(b), b, differing));
    return differing;
  }

  private static void addIf(boolean condition, long bucket, Set<Long> set) {
    if (condition) {
      set.add(bucket);
    }
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
