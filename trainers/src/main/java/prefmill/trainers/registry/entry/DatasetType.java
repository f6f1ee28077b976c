package prefmill.trainers.registry.entry;

import java.util.Locale;

/** What a dataset version is for; a version holds every config, this names the one in demand. */
public enum DatasetType {
  PREFERENCE_PAIRS,
  INSTRUCTION_TUNING,
  DPO,
  KTO;

  /** The value in the column {@code dataset_type}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
