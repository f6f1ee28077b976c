package prefmill.pipelines.source.file;

import java.util.function.UnaryOperator;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;

/**
 * What the log keeps of files' names: the names, but masked where one has an @ and may hold
 * somebody's address. Not safe for use by several threads.
 */
public final class KeptFileNames implements UnaryOperator<String> {
  private final MaskingRules rules;
  private final HashSource key;
  private PiiMasker masker;

  /** Under the dataset's rules and key, which is read only where a name needs it. */
  public KeptFileNames(MaskingRules rules, HashSource key) {
    this.rules = rules;
    this.key = key;
  }

  @Override
  public String apply(String name) {
    if (!EventKeys.mayBeAddress(name)) {
      return name;
    }
    if (masker == null) {
      masker = PiiMasker.of(rules, key.hash());
    }
    return masker.mask(name, Author.UNKNOWN).text();
  }
}
