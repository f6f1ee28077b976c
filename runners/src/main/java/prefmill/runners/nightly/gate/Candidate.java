package prefmill.runners.nightly.gate;

import java.util.Optional;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.trainers.registry.entry.LastTraining;

/**
 * A training that is asked for.
 *
 * @param name the adapter
 * @param version what it would be trained on
 * @param config the rows it would learn from
 * @param last what the name's newest adapter was trained on
 */
record Candidate(
    String name, PublishedVersion version, Config config, Optional<LastTraining> last) {

  /** How many rows there are to learn from. */
  long rows() {
    return version.manifest().rows(config, Split.TRAIN);
  }
}
