package prefmill.pipelines.policy.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.YamlDocument;
import prefmill.transforms.mask.rules.dictionary.Term;

/**
 * The terms of {@code masking.dictionary}: those that the policy lists and those of its file.
 *
 * <p>They are read once, with the policy: workers get terms, no path. No fault quotes a term.
 */
public final class DictionaryTerms {
  private static final String PLACE = "masking.dictionary";
  private static final int MOST_TERMS = 200_000;
  private static final int MOST_BYTES = 16 << 20;

  private final YamlDocument document;
  private final List<Fault> faults = new ArrayList<>();
  private final TreeSet<String> terms = new TreeSet<>();

  private DictionaryTerms(YamlDocument document) {
    this.document = document;
  }

  /**
   * Puts all terms, sorted, in the dictionary's place in the tree.
   *
   * @param withDefaults the policy's tree
   * @param folder what the file's path is relative to
   * @return what is wrong with them
   */
  public static List<Fault> load(YamlDocument document, ObjectNode withDefaults, Path folder) {
    DictionaryTerms dictionary = new DictionaryTerms(document);
    if (withDefaults.at("/masking/dictionary") instanceof ObjectNode given) {
      dictionary.list(given.path("terms"));
      if (given.has("file")) {
        dictionary.file(folder.resolve(given.get("file").asText()).normalize());
      }
      ArrayNode all = ((ObjectNode) withDefaults.get("masking")).putArray("dictionary");
      dictionary.terms.forEach(all::add);
    }
    return dictionary.faults;
  }

  private void list(JsonNode given) {
    for (int i = 0; i < given.size(); i++) {
      add(given.get(i).asText(), PLACE + ".terms[" + i + "]", "is a term that");
    }
  }

  private void file(Path file) {
    String place = PLACE + ".file";
    try {
      if (Files.size(file) > MOST_BYTES) {
        fault(place, "leads to " + file + ", which is larger than 16 MiB; name fewer terms.");
        return;
      }
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size() && faults.isEmpty(); i++) {
        if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
          add(lines.get(i).strip(), place, "leads to " + file + ", whose line " + (i + 1));
        }
      }
    } catch (CharacterCodingException e) {
      fault(place, "leads to " + file + ", which is not UTF-8 text; save it as UTF-8.");
    } catch (IOException e) {
      String state = Files.exists(file) ? "cannot be read" : "does not exist";
      fault(place, "leads to " + file + ", which " + state + "; create or correct it.");
    }
    if (terms.size() > MOST_TERMS) {
      fault(place, "leads to more than 200,000 terms; name fewer, which all workers hold.");
    }
  }

  private void add(String term, String place, String subject) {
    if (Term.isOne(term)) {
      terms.add(term);
    } else {
      fault(
          place,
          "%s cannot be looked for; write %d to %d characters, a letter or digit among them."
              .formatted(subject, Term.LEAST, Term.MOST));
    }
  }

  private void fault(String place, String message) {
    faults.add(new Fault(place, document.line(place), message));
  }
}
