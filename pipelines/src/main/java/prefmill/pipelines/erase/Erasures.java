package prefmill.pipelines.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.datasets.faults.Failpoint;
import prefmill.pipelines.job.Refusal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/**
 * The list of erasures of a dataset: files {@code erasures/NNNNNN.json} of its folder, which only
 * grows. It is an input of every ingest and build, as the event log is.
 */
public final class Erasures {
  private static final String FOLDER = "erasures";

  private final Numbered<Erasure> list;

  private Erasures(Path datasetFolder) {
    this.list = Numbered.of(datasetFolder.resolve(FOLDER), Erasure.class, Erasure.FORMAT);
  }

  /** Those of the dataset in a folder. */
  public static Erasures of(Path datasetFolder) {
    return new Erasures(datasetFolder);
  }

  /** How many there are; none is read. */
  public long newest() throws IOException {
    return list.newest();
  }

  /**
   * All persons who are to be forgotten.
   *
   * @param keyId names the masking key under which their hashes are asked for
   * @throws Refusal if an erasure was not noted under that key
   */
  public ErasedPersons persons(String keyId) throws IOException {
    Set<Id> ids = new HashSet<>();
    for (Erasure erasure : list.all()) {
      List<String> hashes = erasure.persons().get(keyId);
      if (hashes == null) {
        throw new Refusal(
            "the erasures in %s were noted under the masking keys %s, the policy's key is %s: use the key that noted them"
                .formatted(list.folder(), erasure.persons().keySet(), keyId));
      }
      hashes.forEach(hash -> ids.add(Id.parse(hash)));
    }
    return new ErasedPersons(ids);
  }

  /**
   * Notes each erasure under the last of some keys, too, from the one of them under which it was.
   *
   * @param keys each hashes what the one before made, the first one first
   * @return how many were not noted under the last
   * @throws Refusal if an erasure was noted under none of them
   */
  public int noteUnder(List<KeyedHash> keys) throws IOException {
    int noted = 0;
    List<Erasure> all = list.all();
    for (int i = 0; i < all.size(); i++) {
      Erasure more = all.get(i).under(keys);
      if (!more.equals(all.get(i))) {
        list.replace(i + 1L, more);
        noted++;
      }
    }
    return noted;
  }

  /**
   * Adds persons, unless all of them are on the list.
   *
   * @return how many were not
   */
  public int add(String keyId, Collection<Id> persons) throws IOException {
    ErasedPersons known = persons(keyId);
    List<String> fresh =
        persons.stream().distinct().filter(id -> !known.ids().contains(id)).map(Id::hex).toList();
    if (!fresh.isEmpty()) {
      String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      list.add(new Erasure(Erasure.FORMAT, now, Map.of(keyId, fresh)));
      Failpoint.hit("after-erasure");
    }
    return fresh.size();
  }
}
