package prefmill.pipelines.contexts;

import java.io.Serializable;
import java.util.List;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.rows.stored.KeptFile;

/**
 * What earlier builds kept of the same log under the same policy, key and code.
 *
 * @param contexts files of contexts by the builds that wrote them, the latest first: of a bucket
 *     the latest counts, with all its contexts
 * @param told what the buckets were told when they were settled
 * @param settled the segments whose events were settled
 * @param since those that came since
 */
public record KeptBase(
    List<List<KeptFile>> contexts, List<KeptFile> told, List<Segment> settled, List<Segment> since)
    implements Serializable {
  public KeptBase {
    contexts = contexts.stream().map(List::copyOf).toList();
    told = List.copyOf(told);
    settled = List.copyOf(settled);
    since = List.copyOf(since);
  }
}
