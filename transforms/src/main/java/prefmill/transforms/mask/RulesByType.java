package prefmill.transforms.mask;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.rules.address.AddressRule;
import prefmill.transforms.mask.rules.author.AuthorRule;
import prefmill.transforms.mask.rules.birth.DateOfBirthRule;
import prefmill.transforms.mask.rules.contact.EmailRule;
import prefmill.transforms.mask.rules.contact.ObfuscatedEmailRule;
import prefmill.transforms.mask.rules.contact.PhoneRule;
import prefmill.transforms.mask.rules.dictionary.DictionaryRule;
import prefmill.transforms.mask.rules.document.DocumentNumberRule;
import prefmill.transforms.mask.rules.finance.IbanRule;
import prefmill.transforms.mask.rules.finance.PaymentCardRule;
import prefmill.transforms.mask.rules.identity.CodiceFiscaleRule;
import prefmill.transforms.mask.rules.identity.NationalIdRule;
import prefmill.transforms.mask.rules.identity.UsSsnRule;
import prefmill.transforms.mask.rules.network.Ipv4Rule;
import prefmill.transforms.mask.rules.network.Ipv6Rule;
import prefmill.transforms.mask.rules.network.MacAddressRule;
import prefmill.transforms.mask.rules.network.UrlRule;
import prefmill.transforms.mask.rules.place.CoordinatesRule;
import prefmill.transforms.mask.rules.secret.SecretRules;
import prefmill.transforms.mask.rules.wallet.CryptoWalletRule;

/** Which rules look for which type; a type that the policy keeps has none. */
final class RulesByType {
  /** A type's place is the rank that decides between findings of equal length. */
  static final List<PiiType> TYPES = List.of(PiiType.values());

  private RulesByType() {}

  /** The rules that hold for every event. */
  static List<Ranked> of(MaskingRules rules) {
    List<Ranked> ranked = new ArrayList<>();
    for (PiiType type : TYPES) {
      if (rules.treatment(type) != Treatment.KEEP) {
        for (PiiRule rule : rulesOf(type, rules)) {
          ranked.add(new Ranked(TYPES.indexOf(type), rule));
        }
      }
    }
    return ranked;
  }

  /** The rules that look for one author. */
  static List<Ranked> of(MaskingRules rules, Author author) {
    List<Ranked> ranked = new ArrayList<>();
    if (rules.treatment(PiiType.PERSON) != Treatment.KEEP && author.userName() != null) {
      add(ranked, PiiType.PERSON, AuthorRule.ofName(author.userName()));
    }
    if (rules.treatment(PiiType.EMAIL) != Treatment.KEEP) {
      for (String email : new String[] {author.userEmail(), author.curator(), author.userName()}) {
        if (email != null) {
          add(ranked, PiiType.EMAIL, AuthorRule.ofEmail(email));
        }
      }
    }
    return ranked;
  }

  /** The ranks of whose names are looked for; none without a recogniser. */
  static Map<Bearer, Integer> bearers(MaskingRules rules) {
    Map<Bearer, Integer> ranks = new EnumMap<>(Bearer.class);
    for (Bearer bearer : Bearer.values()) {
      PiiType type = PiiType.valueOf(bearer.name());
      if (rules.names() != null && rules.treatment(type) != Treatment.KEEP) {
        ranks.put(bearer, TYPES.indexOf(type));
      }
    }
    return ranks;
  }

  private static List<PiiRule> rulesOf(PiiType type, MaskingRules rules) {
    return switch (type) {
      case EMAIL ->
          rules.obfuscatedEmail()
              ? List.of(new EmailRule(), new ObfuscatedEmailRule())
              : List.of(new EmailRule());
      case PHONE -> List.of(PhoneRule.of(rules.phoneRegions()));
      case PAYMENT_CARD -> List.of(new PaymentCardRule());
      case IBAN -> List.of(new IbanRule());
      case IP_ADDRESS -> List.of(new Ipv4Rule(), new Ipv6Rule());
      case MAC_ADDRESS -> List.of(new MacAddressRule());
      case US_SSN -> List.of(new UsSsnRule());
      case NATIONAL_ID -> List.of(new NationalIdRule(), new CodiceFiscaleRule());
      case DATE_OF_BIRTH -> List.of(new DateOfBirthRule());
      case PASSPORT -> List.of(DocumentNumberRule.ofPassports());
      case DRIVING_LICENCE -> List.of(DocumentNumberRule.ofDrivingLicences());
      case ADDRESS -> List.of(new AddressRule());
      case COORDINATES -> List.of(new CoordinatesRule());
      case CRYPTO_WALLET -> CryptoWalletRule.all();
      case URL -> List.of(new UrlRule());
      case SECRET -> SecretRules.all();
      case DICTIONARY -> DictionaryRule.all(rules.dictionary());
      case PERSON, PLACE -> List.of();
    };
  }

  private static void add(List<Ranked> ranked, PiiType type, AuthorRule rule) {
    if (!rule.isEmpty()) {
      ranked.add(new Ranked(TYPES.indexOf(type), rule));
    }
  }
}
