package prefmill.transforms.parse;

import java.io.Serializable;

/** Where a worker finds the masking key; the key itself never travels with a pipeline. */
@FunctionalInterface
public interface KeySource extends Serializable {
  /** The key's bytes. */
  byte[] read();
}
