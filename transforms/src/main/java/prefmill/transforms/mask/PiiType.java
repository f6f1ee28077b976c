package prefmill.transforms.mask;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of personal or secret data, as the policy's {@code masking.types} names it.
 *
 * <p>The order decides which type a span gets that two rules claim at the same length.
 */
public enum PiiType {
  EMAIL,
  PHONE,
  PAYMENT_CARD,
  IBAN,
  IP_ADDRESS,
  MAC_ADDRESS,
  US_SSN,
  NATIONAL_ID,
  DATE_OF_BIRTH,
  PASSPORT,
  DRIVING_LICENCE,
  ADDRESS,
  COORDINATES,
  CRYPTO_WALLET,
  SECRET,
  URL,
  PERSON,
  PLACE,
  DICTIONARY;

  private static final Set<PiiType> UNRECOGNISED = EnumSet.of(PLACE);

  /** The name in the policy, such as payment_card. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this version has rules that find the type; of PERSON only the event's own author. */
  public boolean isRecognised() {
    return !UNRECOGNISED.contains(this);
  }
}
