package prefmill.runners.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import prefmill.runners.cli.PolicyFolder;

/** Feedback of the last days, as a file of a folder's source. */
final class Week {
  private final List<String> lines = new ArrayList<>();

  /** So many persons like, and so many dislike, what an action did. */
  Week day(int before, String action, int ups, int downs) {
    for (int i = 0; i < ups + downs; i++) {
      String id = action + before + "-" + lines.size();
      lines.add(
          """
          {"event_id":"%s","user_id":"u%s","message_id":"m%s","created_at":"%sT00:00:0%dZ","action":"%s","subject":"trips",\
          "prompt":"Book it, please.","response":"Done, it is number %s.","signal":{"kind":"thumb","value":"%s"}}"""
              .formatted(
                  id,
                  id,
                  id,
                  today().minusDays(before),
                  i % 10,
                  action,
                  id,
                  i < ups ? "up" : "down"));
    }
    return this;
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  void into(PolicyFolder folder, String file) throws IOException {
    Path target = folder.path().resolve("events").resolve(file);
    Files.write(target, lines);
  }
}
