package prefmill.transforms.mask.text;

import java.util.List;
import java.util.Random;

/** Texts at random: values, their pieces, look-alikes and noise, joined, cut and spelled anew. */
public final class FuzzTexts {
  private static final int MOST_PARTS = 16;
  private static final int MOST_CHANGES = 3;

  private static final List<String> PARTS =
      List.of(
          "anna.schmidt@example.com",
          "o'neil@sub.example.ie",
          "anna@home.example",
          "Anna Schmidt",
          "ANNA",
          "schmidt",
          "+49 151 23456789",
          "(415) 555-2671",
          "415.555.2671",
          "0151/23456789",
          "4111 1111 1111 1111",
          "5500-0000-0000-0004",
          "378282246310005",
          "4111111111111111",
          "DE89 3704 0044 0532 0130 00",
          "GB29NWBK60161331926819",
          "10.11.12.13",
          "::ffff:1.2.3.4",
          "2001:db8::8a2e:370:7334",
          "fe80::1%eth0",
          "00:1A:2B:3C:4D:5E",
          "0a-1b-2c-3d-4e-5f",
          "123-45-6789",
          "ssn 123456789",
          "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
          "AKIAIOSFODNN7EXAMPLE",
          "sk-proj-abc123def456ghi789jkl",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNry",
          "-----BEGIN PRIVATE KEY-----",
          "MIIEpAIBAAKCAQEA1234",
          "-----END PRIVATE KEY-----",
          "https://u:p4ss@host/x?token=",
          "postgres://u:p@ss@db",
          "?access_token=abcdef123456&y=1",
          "password is hunter2!x",
          "the password for the server is ",
          "Passwort: ",
          "api_key = \"",
          "a8f5f167f44f4964e6c998dee827110c",
          "Authorization: Bearer ",
          "Basic dXNlcjpwYXNz",
          "curl -u ",
          "--token ",
          "123456789:AAabcdefghijklmnopqrstuvwxyz0123456",
          "hooks.slack.com/services/",
          "0123456789abcdef0123456789abcdef-us12",
          "abc8Q~abcdefghijklmnopqrstuvwxyz01234567",
          "2024-11-20 10:30",
          "v1.2.3.4",
          "978-3-16-148410-0",
          "550e8400-e29b-41d4-a716-446655440000",
          "$1,299.00",
          "3.14159",
          "std::vector<int> x;",
          "a@b",
          "acme rocket",
          "Acmes",
          "müller-lüdenscheidt",
          "王小明",
          "１２３",
          "\u0663",
          "\uD835\uDFD8",
          "é",
          "e\u0301",
          "\u200b",
          "\u00ad",
          "😀",
          "\uFE0F",
          "<EMAIL_1>",
          "<PHONE#0123456789abcdef>",
          "<EMAIL",
          "&#64;",
          "&commat;",
          "&amp;",
          "&",
          "%40",
          "%2540",
          "%20",
          "%",
          "\\u0040",
          "\\u004",
          "\\n",
          "\\\"",
          "\\",
          "{\"a\": \"",
          "\"}",
          "[",
          "]",
          "http://",
          "203.0.113.5-203.0.113.9",
          "npm install a@",
          "Db/",
          "xoxb-12345-12345-12345-12345-abcdef",
          "-----BEGIN PRIVATE KEY-----\n> ",
          "[\"password\"] = \"",
          "my secret pass 1",
          "**Password:** ",
          "Password:\n",
          "Xk29vLq8!",
          "<password>",
          "</password>",
          "password := ",
          "1985-03-12T00:00:00Z",
          " was my date of birth",
          "Hauptstraße 12",
          " - 14",
          "12-14 Baker Street",
          "电话",
          "phone=",
          "2125550123",
          "用户@",
          "例子.中国",
          "தமிழ்",
          "call ",
          "Tel. ",
          "born 01.02.1990",
          "N 52.52, E 13.40",
          "St. ",
          "0x",
          "bc1q",
          "@",
          ":",
          "::",
          ".",
          ",",
          "-",
          "_",
          "/",
          "=",
          "+",
          "(",
          ")",
          "#",
          "'",
          "\"",
          "\n",
          "\t",
          " ",
          " ",
          " ",
          "1",
          "0",
          "7",
          "a",
          "Z");

  private FuzzTexts() {}

  /** The next text. */
  public static String next(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = 1 + random.nextInt(MOST_PARTS); parts > 0; parts--) {
      String part = PARTS.get(random.nextInt(PARTS.size()));
      text.append(random.nextInt(12) == 0 ? spelled(part, random) : part);
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    for (int changes = random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
      change(text, random);
    }
    return text.toString();
  }

  private static String spelled(String part, Random random) {
    Spelling[] spellings = Spelling.values();
    boolean ascii = part.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return ascii ? spellings[random.nextInt(spellings.length)].of(part) : part;
  }

  private static void change(StringBuilder text, Random random) {
    if (text.length() < 2) {
      return;
    }
    int place = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.deleteCharAt(place);
      case 1 -> text.insert(place, (char) (' ' + random.nextInt(0x5F)));
      case 2 -> text.setCharAt(place, (char) ('0' + random.nextInt(10)));
      default -> text.insert(place, text.charAt(random.nextInt(text.length())));
    }
  }
}
