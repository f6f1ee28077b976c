package prefmill.trainers.training;

/** How a model is trained. */
public enum Method {
  /** Supervised fine-tuning: imitate demonstrations. */
  SFT,
  /** Direct preference optimisation: prefer the better answer of a pair (Rafailov et al., 2023). */
  DPO,
  /** Kahneman-Tversky optimisation: single verdicts (Ethayarajh et al., 2024). */
  KTO;

  /** The name in policies, adapters and the registry. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
