package prefmill.runners.erase;

import java.util.List;

/**
 * What was erased beside log and versions.
 *
 * @param events how many events it was about
 * @param tainted the adapters that learned from them, as NAME@VERSION
 */
public record ErasedCopies(int events, List<String> tainted) {
  /** Nothing was left to erase. */
  public static final ErasedCopies NONE = new ErasedCopies(0, List.of());
}
