package prefmill.pipelines.contexts;

import java.util.List;
import java.util.Set;
import prefmill.transforms.decisions.Addressed;

/**
 * A stretch of buckets, and what its contexts are told of others.
 *
 * @param stretch its number
 * @param decisions in no order
 * @param touched the buckets among the kept ones that are to be settled anew; null if none are kept
 */
public record ToldStretch(int stretch, List<Addressed> decisions, Set<Long> touched) {}
