package prefmill.trainers.registry.entry;

/** Where an adapter stands; a new one begins testing, a tainted one stays tainted. */
public enum AdapterStatus {
  TESTING,
  CANARY,
  DEPLOYED,
  DEPRECATED,
  ARCHIVED,
  TAINTED
}
