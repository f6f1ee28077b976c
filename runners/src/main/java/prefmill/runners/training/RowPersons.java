package prefmill.runners.training;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import prefmill.pipelines.lineage.UsedEvents;

/** Whose word each row of a version is: rows of one person are not independent evidence. */
final class RowPersons {
  private RowPersons() {}

  /** A person by row_id; of several the one with the least pseudonym. */
  static Map<String, String> of(UsedEvents used) throws IOException {
    Map<String, String> persons = new HashMap<>();
    used.each(
        event -> {
          String person = event.keys().person().hex();
          for (String row : used.rows(event.keys().eventId())) {
            persons.merge(row, person, (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        });
    return persons;
  }
}
