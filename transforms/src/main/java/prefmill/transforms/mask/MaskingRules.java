package prefmill.transforms.mask;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.names.NameRecogniser;
import prefmill.transforms.mask.rules.dictionary.Term;

/**
 * What the policy says about masking.
 *
 * @param types the treatment of each type; a type that is not named has its default: TOKEN, and of
 *     URL, which is mostly nobody's, KEEP
 * @param phoneRegions ISO 3166 codes of the regions whose national phone formats are looked for;
 *     international formats are always
 * @param dictionary terms that are looked for as whole words
 * @param obfuscatedEmail whether addresses spelled as "name at host dot com" are looked for
 * @param names what finds names of persons and places; null for nothing
 */
public record MaskingRules(
    Map<PiiType, Treatment> types,
    List<String> phoneRegions,
    List<String> dictionary,
    boolean obfuscatedEmail,
    NameRecogniser.Source names)
    implements Serializable {
  private static final List<String> DEFAULT_REGIONS = List.of("US", "GB", "DE", "FR");

  /**
   * Completes the types by their defaults.
   *
   * @throws IllegalArgumentException if a phone region is unknown or a term cannot be looked for
   */
  public MaskingRules {
    Map<PiiType, Treatment> all = new EnumMap<>(PiiType.class);
    for (PiiType type : PiiType.values()) {
      all.put(type, type == PiiType.URL ? Treatment.KEEP : Treatment.TOKEN);
    }
    all.putAll(types);
    types = Collections.unmodifiableMap(all);
    phoneRegions = List.copyOf(phoneRegions);
    dictionary = List.copyOf(dictionary);
    if (!dictionary.stream().allMatch(Term::isOne)) {
      throw new IllegalArgumentException(
          "a term of the dictionary needs "
              + Term.LEAST
              + " to "
              + Term.MOST
              + " characters with a letter or digit among them");
    }
    for (String region : phoneRegions) {
      if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
        throw new IllegalArgumentException(
            "the phone region "
                + region
                + " is unknown; use two-letter country codes in upper case, such as US or DE");
      }
    }
  }

  /** Rules without a dictionary and a recogniser of names, all else at its default. */
  public MaskingRules(Map<PiiType, Treatment> types, List<String> phoneRegions) {
    this(types, phoneRegions, List.of(), true, null);
  }

  /** Every type at its default, with the phone formats of US, GB, DE and FR. */
  public static MaskingRules defaults() {
    return new MaskingRules(Map.of(), DEFAULT_REGIONS);
  }

  /** The same with a token for what these rules keep. */
  public MaskingRules withoutKeep() {
    Map<PiiType, Treatment> all = new EnumMap<>(types);
    all.replaceAll((type, given) -> given == Treatment.KEEP ? Treatment.TOKEN : given);
    return new MaskingRules(all, phoneRegions, dictionary, obfuscatedEmail, names);
  }

  /** What becomes of a value of the type. */
  public Treatment treatment(PiiType type) {
    return types.get(type);
  }
}
