package prefmill.runners.privacy.leaks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Feedback that can be read, with a canary wherever a person may have written one. */
final class GoodRows {
  private static final List<String> TOPICS =
      List.of(
          "moving a bank account to another branch",
          "resetting the password of the mail program",
          "cancelling a train ticket to the coast",
          "exporting the photographs of a summer holiday",
          "paying the invoice of the electrician",
          "renewing a library card before Friday",
          "sharing a calendar with colleagues abroad",
          "printing a boarding pass at home",
          "returning a pair of shoes that pinch",
          "changing the delivery address of a parcel");

  private static final String EXCHANGE =
      """
      "system":"You help «email», who pays with «card».",\
      "history":[{"role":"user","content":"My key is «key», my card «card»."},\
      {"role":"tool","content":"{\\"owner\\":\\"«w:email»\\",\\"token\\":\\"«key»\\"}"}],\
      "tools":%s,"context_documents":[{"file":"/home/«email»/notes.txt","by":"«email»"},"«card»"],\
      "prompt":"Please explain %s, and write to «u:email» when it is done.",""";

  private static final String LABELS =
      """
      "user_id":"«email»","user_name":"«name»","user_email":"«email»","conversation_id":"«email»",\
      "message_id":"«key»","organization":"«email»","subject":"«card»","category":"«email»",\
      "action":"refund to «card»","action_data":{"to":{"«email»":["«key»",{"card":«digits»}]}},\
      "model":"«key»","adapter":"«email»","reason":"«key»","tags":["«email»","«card»"],"arm":"«email»",\
      "comment":"I am «name», my address is «email» (or «u:email»), my card «card».",""";

  private final Canaries canaries;
  private final List<String> lines = new ArrayList<>();

  private GoodRows(Canaries canaries) {
    this.canaries = canaries;
  }

  /** Rows that are chosen, refused, left without a pair, or told twice. */
  static List<String> of(Canaries canaries) {
    GoodRows rows = new GoodRows(canaries);
    for (int i = 0; i < TOPICS.size(); i++) {
      rows.context(i);
    }
    rows.refused();
    rows.bad("a button");
    return rows.lines;
  }

  /** Rows of a later day, with an action that none had before and that many dislike. */
  static List<String> ofTheNextDay(Canaries canaries) {
    GoodRows rows = new GoodRows(canaries);
    rows.bad(canaries.fill("call «email» of «key»"));
    return rows.lines;
  }

  /** Rows whose ids are addresses: one that is used, one that is refused, one that is dead. */
  static List<String> withIds(Canaries canaries) {
    GoodRows rows = new GoodRows(canaries);
    String up = "{\"kind\":\"thumb\",\"value\":\"up\"}";
    String prompt = "\"prompt\":\"Which of the two is longer, the Rhine or the Elbe?\",";
    rows.event("«email»", prompt, "", "The Rhine is longer than the Elbe.", "", up);
    rows.event("of-«email»-7", prompt, "", "I'm sorry, but I can't help you with that.", "", up);
    rows.event("«u:email»", prompt, "\"consent\":\"no\",", "It is the Rhine.", "", up);
    return rows.lines;
  }

  /** A like and a dislike of one question, a correction, a choice; some of them twice. */
  private void context(int i) {
    String tools =
        i % 2 == 0
            ? "[{\"type\":\"function\",\"function\":{\"name\":\"pay\",\"description\":\"Pays «email» with «card».\"}}]"
            : "\"[{\\\"name\\\":\\\"pay\\\",\\\"description\\\":\\\"Pays «w:email» with «key».\\\"}]\"";
    String exchange = canaries.fill(EXCHANGE.formatted(tools, TOPICS.get(i)));
    event(
        "up" + i,
        exchange,
        LABELS,
        "Dear «name», for %s use the key «key» and tell «email» that it was you, «name».",
        TOPICS.get(i),
        "{\"kind\":\"thumb\",\"value\":\"up\"}");
    lines.add(lines.get(lines.size() - 1));
    event(
        "down" + i,
        exchange,
        "\"user_id\":\"d%d\",\"user_name\":\"«name»\",\"curator\":\"«email»\",".formatted(i),
        "Nobody here knows %s; «name» may ask at «email», or charge «card» twice.",
        TOPICS.get(i),
        "{\"kind\":\"thumb\",\"value\":\"down\"}");
    event(
        "corrected" + i,
        canaries.fill("\"prompt\":\"How does one begin %s as «email»?\",".formatted(TOPICS.get(i))),
        "\"user_name\":\"«name»\",\"message_id\":\"c%d\",".formatted(i),
        "One begins %s by asking «name» for the card «card».",
        TOPICS.get(i),
        "{\"kind\":\"correction\",\"text\":\"One begins by asking «name» at «email» for the key «key».\"}");
  }

  /** What quality rules refuse, and an answer of a megabyte. */
  private void refused() {
    String up = "{\"kind\":\"thumb\",\"value\":\"up\"}";
    String prompt = "\"prompt\":\"Who is «email»?\",";
    event("refusal", prompt, "", "I'm sorry, but I can't help «email» with that.", "", up);
    event("token", prompt, "", "<|im_start|>user «card» is the card", "", up);
    event("long", prompt, "", "«email» " + "word and ".repeat(120_000) + " «card»", "", up);
    event(
        "chosen",
        prompt,
        "",
        "",
        "",
        """
        {"kind":"choice","candidates":[{"model":"«email»","response":"It is the owner of «card»."},\
        {"model":"b","response":"Someone with the key «key»."}],"winner":0}""");
    event(
        "reviewed",
        prompt,
        "\"curator\":\"«email»\",\"message_id\":\"r\",",
        "It is «card».",
        "",
        "{\"kind\":\"review\",\"decision\":\"edit\",\"text\":\"It is someone at «email».\"}");
  }

  private void bad(String action) {
    for (int i = 0; i < 14; i++) {
      event(
          "bad" + action.length() + "-" + i,
          "\"prompt\":\"Press it for the %d. time, please.\",".formatted(i),
          "\"user_id\":\"b%d\",\"user_name\":\"«name»\",\"action\":\"%s\",".formatted(i, action),
          "It was pressed for «name».",
          "",
          "{\"kind\":\"thumb\",\"value\":\"down\"}");
    }
  }

  private void event(
      String id, String exchange, String labels, String answer, String topic, String signal) {
    lines.add(
        canaries.fill(
            "{\"event_id\":\"%s\",\"created_at\":\"%sT00:00:00Z\",%s%s\"response\":\"%s\",\"signal\":%s}"
                .formatted(
                    id,
                    LocalDate.now(ZoneOffset.UTC),
                    exchange,
                    labels,
                    answer.replace("%s", topic),
                    signal)));
  }
}
