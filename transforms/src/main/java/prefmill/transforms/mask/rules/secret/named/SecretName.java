package prefmill.transforms.mask.rules.secret.named;

import java.util.List;
import java.util.Locale;

/** What a name says about the value that is given to it. */
enum SecretName {
  /** A word that people made up: it need not look random. */
  PASSWORD,
  /** A key or token. */
  KEY,
  /** An issuer of keys: what has a key's form is likely one. */
  ISSUER,
  NONE;

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

  private static final List<String> OTHER_VALUES =
      words("sha hash commit digest checksum release version revision url uri host image file");

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** What a name says, in whatever case and with whatever between its words. */
  static SecretName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String letters = lower.replaceAll("[ ._-]|tokeni[sz]", "");
    boolean pass = lower.equals("pass") || lower.endsWith("_pass") || lower.endsWith("-pass");
    if (pass || PASSWORDS.stream().anyMatch(letters::endsWith)) {
      return PASSWORD;
    }
    if (any(KEYS, letters)) {
      return KEY;
    }
    boolean issued =
        !letters.endsWith("id") && !any(OTHER_VALUES, letters) && any(ISSUERS, letters);
    return issued ? ISSUER : NONE;
  }

  private static boolean any(List<String> words, String letters) {
    return words.stream().anyMatch(letters::contains);
  }
}
