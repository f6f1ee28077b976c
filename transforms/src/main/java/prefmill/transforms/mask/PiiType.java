package prefmill.transforms.mask;

import java.util.Locale;

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

  /** The name in the policy, such as payment_card. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
