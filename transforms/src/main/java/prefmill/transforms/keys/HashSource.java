package prefmill.transforms.keys;

import java.io.Serializable;

/** Makes the dataset's hash on the worker that needs it: the key itself never travels. */
public interface HashSource extends Serializable {
  /** A new hash, for one thread. */
  KeyedHash hash();
}
