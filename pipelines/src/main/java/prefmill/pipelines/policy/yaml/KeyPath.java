package prefmill.pipelines.policy.yaml;

/** How a place in a policy is written: sources[1].url. */
public final class KeyPath {
  private KeyPath() {}

  /** A key of a place. */
  public static String key(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  /** An item of a list, from 0. */
  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
