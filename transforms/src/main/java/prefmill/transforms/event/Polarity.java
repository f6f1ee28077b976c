package prefmill.transforms.event;

/** A thumb's direction. */
public enum Polarity {
  UP(1),
  NEUTRAL(0),
  DOWN(-1);

  private final int sign;

  Polarity(int sign) {
    this.sign = sign;
  }

  /** 1, 0 or -1. */
  public int sign() {
    return sign;
  }
}
