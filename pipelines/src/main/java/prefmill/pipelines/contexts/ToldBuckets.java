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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.util.CoderUtils;
import prefmill.datasets.objects.DiskFull;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.rows.stored.KeptFault;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.pipelines.rows.stored.KeptPlace;
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.decisions.Addressed;

/** What each bucket of a stretch is told, as one number: equal where the same is told. */
final class ToldBuckets {
  private static final RecordCoder<Addressed> CODER = RecordCoder.of(Addressed.class);
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final Map<Long, Long> told = new HashMap<>();

  /** Of what a stretch is told now. */
  static ToldBuckets of(List<Addressed> decisions) throws IOException {
    ToldBuckets buckets = new ToldBuckets();
    for (Addressed decision : decisions) {
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
    for (KeptFile file : files) {
      if (file.overlaps(bits, stretch)) {
        buckets.read(folder.resolve(file.path()), file, bits, stretch);
      }
    }
    return buckets;
  }

  private void read(Path path, KeptFile file, int bits, int stretch) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (KeptFile.crc(bytes) != file.crc()) {
        throw KeptFault.damaged(path, null);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      for (long i = 0; i < file.count(); i++) {
        long bucket = in.readLong();
        long hash = in.readLong();
        if (Stretches.of(bucket, bits) == stretch) {
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
    long crc = KeptFile.crc(bytes.toByteArray());
    return new KeptFile(KeptFile.TOLD, path, place.bits(), stretch, told.size(), crc);
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  /** The buckets that are told something else here than there. */
  Set<Long> differing(ToldBuckets other) {
    Set<Long> differing = new HashSet<>(told.keySet());
    differing.addAll(other.told.keySet());
    differing.removeIf(bucket -> Objects.equals(told.get(bucket), other.told.get(bucket)));
    return differing;
  }
}
