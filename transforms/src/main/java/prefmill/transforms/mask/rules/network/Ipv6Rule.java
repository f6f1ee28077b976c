package prefmill.transforms.mask.rules.network;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * IPv6 addresses (RFC 4291), compressed or in full, with an IPv4 tail or a zone.
 *
 * <p>The value is the eight groups in full. Not found: loopback and unspecified, times, and the
 * scopes of a program ({@code a::b}).
 */
public final class Ipv6Rule implements PiiRule {
  private static final int LONGEST_ZONE = 16;
  private static final Trigger COLON = Trigger.at(":").then(":" + Trigger.HEX);

  @Override
  public Trigger trigger() {
    return COLON;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    char next = text.at(at + 1);
    if (text.at(at) != ':' || !(next == ':' || Ascii.isHex(next))) {
      return;
    }
    int start = at;
    while (at - start < 4 && Ascii.isHex(text.at(start - 1))) {
      start--;
    }
    char before = text.at(start - 1);
    boolean colonFirst = start == at;
    if (Ascii.isAnyWord(before) || before == ':' || (colonFirst && next != ':')) {
      return;
    }
    Ipv6Groups groups = Ipv6Groups.read(text, start);
    char after = text.at(groups.end());
    boolean goesOn =
        Ascii.isAnyWord(after) || (after == ':' && Ascii.isHex(text.at(groups.end() + 1)));
    if (goesOn || !groups.isAddress()) {
      return;
    }
    found.add(start, zoneEnd(text, groups.end()), groups.value());
  }

  private static int zoneEnd(FoldedText text, int end) {
    int zone = end + 1;
    while (text.at(end) == '%' && zone - end <= LONGEST_ZONE && Ascii.isWord(text.at(zone))) {
      zone++;
    }
    return zone > end + 1 ? zone : end;
  }
}
