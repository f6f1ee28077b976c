package prefmill.pipelines.run.build;

import prefmill.datasets.manifest.Counts;
import prefmill.datasets.store.Publication;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.publish.Assembly;

/**
 * How a build ended.
 *
 * @param version the version that holds the rows; null if there are none
 * @param changed whether it was published now
 * @param counts what came in and how it ended
 * @param redeliveries events that came more than once
 * @param reason why there is no version; null if there is one
 */
public record BuildResult(
    PublishedVersion version, boolean changed, Counts counts, long redeliveries, String reason) {
  static BuildResult of(Publication publication, Assembly assembly, long logged) {
    return new BuildResult(
        publication.version(),
        !publication.unchanged(),
        assembly.counts(),
        logged - assembly.events(),
        null);
  }

  static BuildResult unchanged(PublishedVersion version) {
    return new BuildResult(version, false, version.manifest().counts(), 0, null);
  }

  static BuildResult empty(String reason) {
    return new BuildResult(null, false, Counts.none(), 0, reason);
  }

  static BuildResult noRows(Counts counts) {
    return new BuildResult(null, false, counts, 0, "no event gave a row: see which rules said no");
  }
}
