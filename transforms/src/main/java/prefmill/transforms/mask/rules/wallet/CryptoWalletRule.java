package prefmill.transforms.mask.rules.wallet;

import java.util.List;
import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Addresses of crypto wallets: Bitcoin, Litecoin, Dogecoin, Dash and Tron in base 58 with their
 * check, Bitcoin and Litecoin in bech32 and bech32m, Ethereum as 0x and 40 hexadecimal digits.
 *
 * <p>The value is the address; in lower case where case says nothing. Not found: addresses of
 * chains without such a check (Solana, Monero), hashes of transactions, private keys.
 */
public final class CryptoWalletRule implements PiiRule {
  private static final String BASE58_FIRST = "123ALMDXT";
  private static final Trigger BASE58 =
      Trigger.wordsFrom(BASE58_FIRST).then(Trigger.WORDS, Trigger.WORDS);
  private static final Trigger PREFIXED =
      Trigger.wordsFrom("0bBtlL").then("xXcCbtT", "1cC" + Trigger.HEX);
  private static final int LEAST = 26;
  private static final int MOST_BASE58 = 35;
  private static final int ETHEREUM = 42;
  private static final int MOST = 74;

  private final Trigger trigger;

  private CryptoWalletRule(Trigger trigger) {
    this.trigger = trigger;
  }

  /** One for addresses in base 58, one for those with a prefix, so that few words are looked at. */
  public static List<PiiRule> all() {
    return List.of(new CryptoWalletRule(BASE58), new CryptoWalletRule(PREFIXED));
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isWord(text.at(at + LEAST - 1))
        || !trigger.first().get(text.at(at))
        || Ascii.isAnyWord(text.at(at - 1))) {
      return;
    }
    int end = at;
    while (end - at <= MOST && Ascii.isWord(text.at(end))) {
      end++;
    }
    if (end - at < LEAST || end - at > MOST || Ascii.isAnyWord(text.at(end))) {
      return;
    }
    if (text.has(at, "0x") || text.has(at, "0X")) {
      if (isEthereum(text, at, end)) {
        found.add(at, end, text.slice(at, end).toLowerCase(Locale.ROOT));
      }
    } else if (isWitness(text, at)) {
      String address = text.slice(at, end);
      if (Bech32.isAddress(address)) {
        found.add(at, end, address.toLowerCase(Locale.ROOT));
      }
    } else if (BASE58_FIRST.indexOf(text.at(at)) >= 0
        && end - at <= MOST_BASE58
        && Base58.isAddress(text, at, end)) {
      found.add(at, end, text.slice(at, end));
    }
  }

  private static boolean isWitness(FoldedText text, int at) {
    return text.has(at, "bc1")
        || text.has(at, "BC1")
        || text.has(at, "tb1")
        || text.has(at, "ltc1")
        || text.has(at, "LTC1");
  }

  private static boolean isEthereum(FoldedText text, int at, int end) {
    if (end - at != ETHEREUM) {
      return false;
    }
    for (int i = at + 2; i < end; i++) {
      if (!Ascii.isHex(text.at(i))) {
        return false;
      }
    }
    return true;
  }
}
