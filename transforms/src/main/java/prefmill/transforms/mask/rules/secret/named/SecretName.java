package prefmill.transforms.mask.rules.secret.named;

import java.util.List;

/** What a name says about the value that is given to it. */
enum SecretName {
  /** A word that people made up: it need not look random. */
  PASSWORD,
  /** A key or token. */
  KEY,
  /** An issuer of keys: what has a key's form is likely one. */
  ISSUER,
  NONE;

  private static final int LEAST_PASSWORD = 6;
  private static final int LEAST_KEY = 16;
  private static final int LEAST_ISSUED = 20;

  private static final List<String> PASSWORDS =
      words(
          "password passwd pwd passphrase passcode passwort kennwort contraseña contrasena"
              + " motdepasse wachtwoord senha lösenord hasło пароль");

  private static final List<String> KEYS =
      words(
          "secret token apikey accesskey accountkey privatekey authkey encryptionkey signingkey"
              + " sharedkey masterkey sessionkey storagekey clientkey consumerkey servicekey"
              + " licensekey hmackey deploykey webhookkey credential creds authorization");

  private static final List<String> ISSUERS =
      words(
          "adafruit adobe airtable algolia anthropic artifactory asana atlassian aws azure bitbucket"
              + " bittrex cloudflare codecov cohere coinbase confluence confluent contentful datadog"
              + " discord doppler dropbox droneci etsy facebook fastly figma finicity finnhub flickr"
              + " freshbooks github gitlab gitter grafana heroku hubspot intercom jenkins jfrog jira"
              + " kraken kucoin launchdarkly linkedin looker mailchimp mailgun mapbox mattermost"
              + " meraki messagebird mistral netlify newrelic notion nytimes okta openai pagerduty"
              + " plaid planetscale postman rapidapi sendbird sendgrid sentry shopify slack snyk"
              + " sonar sourcegraph squarespace stripe sumologic telegram terraform travis twilio"
              + " twitch twitter typeform vault yandex zendesk");

  private static final List<String> KINDS = words("tokenizer tokeniser tokenize tokenise");

  private static final List<String> OTHER_VALUES =
      words("sha hash commit digest checksum release version revision url uri host image file");

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /**
   * What a name says, in whatever case and with whatever between its words.
   *
   * @param length the characters of the value: a short one is no key
   * @param keyLike whether the value has a key's form
   */
  static SecretName of(String name, int length, boolean keyLike) {
    if (length < LEAST_PASSWORD) {
      return NONE;
    }
    String letters = letters(name);
    boolean pass = letters.endsWith("pass") && name.length() != letters.length();
    if (pass || letters.equals("pass") || letters.equals("passe") || endsWithAny(letters)) {
      return PASSWORD;
    }
    if (length < LEAST_KEY) {
      return NONE;
    }
    if (any(KEYS, letters) && !any(KINDS, letters)) {
      return KEY;
    }
    boolean issued =
        keyLike
            && length >= LEAST_ISSUED
            && !letters.endsWith("id")
            && !any(OTHER_VALUES, letters)
            && any(ISSUERS, letters);
    return issued ? ISSUER : NONE;
  }

  /** The letters and digits in lower case. */
  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }

  private static boolean endsWithAny(String letters) {
    for (String word : PASSWORDS) {
      if (letters.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean any(List<String> words, String letters) {
    for (String word : words) {
      if (letters.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
