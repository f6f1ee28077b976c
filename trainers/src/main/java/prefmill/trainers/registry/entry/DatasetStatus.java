package prefmill.trainers.registry.entry;

/** Where a dataset version stands; a published one begins ready. */
public enum DatasetStatus {
  DRAFT,
  CURATING,
  READY,
  EXPORTED,
  ARCHIVED,
  WITHDRAWN
}
