package prefmill.transforms.mask.rules.secret;

import java.util.Locale;
import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The values of a URL's parameters that grant access, such as {@code ?access_token=...} and the
 * signatures of presigned URLs. The value is what stands behind the equality sign.
 */
final class QuerySecretRule implements PiiRule {
  private static final Trigger EQUALS = Trigger.at("=");
  private static final int LONGEST_NAME = 32;
  private static final int LEAST = 8;
  private static final int LEAST_PASSWORD = 6;
  private static final CharSet STOPS = CharSet.of("&#?;\"'`<>\\)]},| \t\n\r");

  private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pwd", "pass", "otp");

  private static final Set<String> NAMES =
      Set.of(
          "token",
          "access_token",
          "accesstoken",
          "id_token",
          "refresh_token",
          "auth",
          "auth_token",
          "authtoken",
          "api_key",
          "apikey",
          "api-key",
          "key",
          "secret",
          "client_secret",
          "sig",
          "signature",
          "password",
          "passwd",
          "pwd",
          "pass",
          "session",
          "sessionid",
          "session_id",
          "sid",
          "jwt",
          "code",
          "otp",
          "x-amz-signature",
          "x-amz-credential",
          "x-amz-security-token",
          "x-goog-signature",
          "x-goog-credential",
          "awsaccesskeyid",
          "private_token",
          "subscription-key",
          "hmac",
          "ticket");

  @Override
  public Trigger trigger() {
    return EQUALS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    int name = at;
    while (at - name <= LONGEST_NAME && isName(text.at(name - 1))) {
      name--;
    }
    char before = text.at(name - 1);
    boolean parameter = before == '?' || before == '&' || before == ';' || before == '#';
    String called = parameter ? text.slice(name, at).toLowerCase(Locale.ROOT) : "";
    if (text.at(at) != '='
        || !parameter
        || !NAMES.contains(called)
        || SecretValue.isTemplate(text, at + 1)) {
      return;
    }
    int end = at + 1;
    while (isValue(text.at(end))) {
      end++;
    }
    while (text.at(end - 1) == '.') {
      end--;
    }
    int least = PASSWORDS.contains(called) ? LEAST_PASSWORD : LEAST;
    if (end - at - 1 >= least) {
      found.add(at + 1, end, text.slice(at + 1, end));
    }
  }

  private static boolean isName(char c) {
    return Ascii.isWord(c) || c == '_' || c == '-';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && !STOPS.has(c);
  }
}
