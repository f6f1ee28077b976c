package prefmill.pipelines.contexts;

import java.util.List;
import prefmill.transforms.decisions.Addressed;

/**
 * A stretch of buckets, and what its contexts are told of others.
 *
 * @param stretch its number
 * @param decisions in no order
 */
public record ToldStretch(int stretch, List<Addressed> decisions) {}
