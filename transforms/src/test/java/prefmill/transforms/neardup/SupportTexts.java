package prefmill.transforms.neardup;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Questions to a help desk and answers to them, which share their turns of speech; a fifth of them
 * in Chinese, Japanese and Thai, which are written without spaces.
 */
final class SupportTexts {
  private static final List<String> OPENINGS =
      List.of("Hello, ", "Good morning, ", "Hi there, I hope you can help me: ", "");
  private static final List<String> THINGS =
      List.of(
          "invoice",
          "printer",
          "account",
          "router",
          "parcel",
          "ticket",
          "calendar",
          "backup",
          "camera",
          "contract",
          "password",
          "delivery",
          "dishwasher",
          "thermostat",
          "licence");
  private static final List<String> TROUBLES =
      List.of(
          "does not show up in the list", "stopped working after the last update",
          "was charged twice on my card", "keeps asking me to sign in again",
          "arrived with a broken cover", "cannot be opened on my phone",
          "shows the name of somebody else", "is missing since I moved");
  private static final List<String> STEPS =
      List.of(
          "open the settings and choose the entry called %s",
          "write down the number on the back of the %s",
          "switch the %s off, wait for a minute, and switch it on again",
          "send us a picture of the %s so that we can see what happened",
          "remove the %s from the list and add it once more",
          "check that the %s has the newest version",
          "ask the person who set up the %s for the code",
          "compare the date on the %s with the one in our mail");
  private static final List<String> CLOSINGS =
      List.of(
          "Please let us know if there is anything else we can do for you today.",
          "I hope that this helps, and thank you for your patience.",
          "Have a nice day.");
  private static final List<String> UNSPACED =
      List.of(
          "你好请问我的订单为什么还没有到已经等了很久希望可以尽快处理谢谢发票地址电话密码更新系统无法登录",
          "こんにちは注文した商品がまだ届きませんので確認していただけますか設定を開いて番号を入力してください",
          "สวัสดีครับสินค้าที่สั่งยังไม่มาถึงกรุณาตรวจสอบให้หน่อยเปิดการตั้งค่าแล้วใส่หมายเลขบัญชีของคุณ");

  private final Random random;
  private final Texts words;

  SupportTexts(Random random) {
    this.random = random;
    this.words = new Texts(random);
  }

  SampleRow row() {
    if (random.nextInt(5) == 0) {
      String script = pick(UNSPACED);
      return new SampleRow(unspaced(script, 60), unspaced(script, 110), unspaced(script, 90));
    }
    String thing = pick(THINGS);
    String other = pick(THINGS);
    String turn =
        "%smy %s %s. It is the one with the %s that I got for %s, and I have tried %s twice."
            .formatted(pick(OPENINGS), thing, pick(TROUBLES), other, words.text(3), words.text(8));
    return new SampleRow(turn, answer(thing, 4), answer(other, 2));
  }

  /** A copy with some words, or characters, changed. */
  SampleRow copy(SampleRow row) {
    int edits = random.nextInt(4);
    return new SampleRow(
        edited(row.turn(), random.nextInt(4) == 0 ? 1 : 0),
        edited(row.chosen(), random.nextInt(1 + edits)),
        edited(row.rejected(), random.nextInt(1 + edits)));
  }

  private String answer(String thing, int steps) {
    String middle =
        IntStream.range(0, steps)
            .mapToObj(i -> pick(STEPS).formatted(thing) + " " + words.text(4))
            .collect(Collectors.joining(", then "));
    return "Thank you for writing to us. For this, %s. %s".formatted(middle, pick(CLOSINGS));
  }

  private String unspaced(String script, int characters) {
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      int from = random.nextInt(script.length() - 7);
      text.append(script, from, from + 2 + random.nextInt(6));
    }
    return text.toString();
  }

  private String edited(String text, int edits) {
    if (text.indexOf(' ') >= 0) {
      return words.edited(text, edits);
    }
    StringBuilder edited = new StringBuilder(text);
    for (int i = 0; i < edits; i++) {
      edited.setCharAt(random.nextInt(edited.length()), text.charAt(random.nextInt(text.length())));
    }
    return edited.toString();
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
