package prefmill.runners.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import prefmill.pipelines.policy.Policy;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.PiiMasker;

/** Counts the values in a text that the policy's masking would take out. */
final class PersonalDataRecogniser implements ToIntFunction<String> {
  // only counts leave, so no secret is needed
  private static final byte[] ANY_KEY = "counts values only".getBytes(StandardCharsets.US_ASCII);

  private final PiiMasker masker;

  private PersonalDataRecogniser(PiiMasker masker) {
    this.masker = masker;
  }

  static PersonalDataRecogniser of(Policy policy) {
    return new PersonalDataRecogniser(
        PiiMasker.of(policy.masking().rules(), KeyedHash.of(ANY_KEY, policy.dataset())));
  }

  @Override
  public int applyAsInt(String text) {
    return masker.mask(text, Author.UNKNOWN).counts().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
