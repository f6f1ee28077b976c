package prefmill.runners.cluster;

/**
 * What a cluster has to offer.
 *
 * @param taskManagers how many task managers have registered
 * @param slots all their slots
 * @param free slots that no job holds
 */
public record ClusterOverview(int taskManagers, int slots, int free) {}
