package prefmill.runners.lineage;

import java.util.List;
import prefmill.datasets.explain.EventExplanation;
import prefmill.datasets.rows.Split;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.LivePeriod;

/**
 * What an event led to.
 *
 * @param eventId the event
 * @param versions what became of it in each version that knows it, the oldest first
 */
record EventLineage(String eventId, List<InVersion> versions) {
  /**
   * An event in one version.
   *
   * @param explanation what became of it there
   * @param adapters those that were trained on the version
   */
  record InVersion(EventExplanation explanation, List<InAdapter> adapters) {}

  /**
   * An event in one adapter.
   *
   * @param origin the adapter
   * @param role what its rows were to the adapter
   * @param live when the adapter was live
   */
  record InAdapter(AdapterOrigin origin, Role role, List<LivePeriod> live) {}

  /** What an event's rows are to an adapter of their version. */
  enum Role {
    /** It learned from one of them. */
    LEARNED,
    /** It was judged by one of them, and learned from none. */
    HELD_OUT,
    /** Neither: it learns from another table, or the event is in no row. */
    NONE;

    static Role of(EventExplanation explanation, AdapterOrigin origin) {
      String table = AdapterLineage.config(origin).label() + "/";
      List<String> places = explanation.rows().stream().map(row -> row.place()).toList();
      if (places.contains(table + Split.TRAIN.label())) {
        return LEARNED;
      }
      boolean heldOut = places.stream().anyMatch(p -> !p.endsWith("/" + Split.TRAIN.label()));
      return heldOut ? HELD_OUT : NONE;
    }
  }
}
