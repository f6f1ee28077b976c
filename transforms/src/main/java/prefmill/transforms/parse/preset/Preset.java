package prefmill.transforms.parse.preset;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.parse.decode.EventDecoder;

/**
 * How the rows of a source become native events: a JSONata expression, and the tables it expects.
 *
 * @param name the preset's name; "mapping" of a user's own
 * @param expression maps one row to the native event; empty for native, where it is the event
 * @param tables the tables that a database source reads, if the preset knows any
 * @param identity names the rows of a user's own table; null where the expression names them
 * @param wrapping what the rows lie in
 */
public record Preset(
    String name,
    String expression,
    List<PresetTable> tables,
    RowIdentity identity,
    Wrapping wrapping)
    implements Serializable {
  /** The presets that come with Prefmill. */
  public static final List<String> NAMES =
      List.of("native", "subjectchat", "helpem", "betabase", "halaai", "arena", "openwebui");

  private static final Pattern WORD = Pattern.compile("\\w+");

  /**
   * The preset of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Preset named(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no preset of this name; choose one of "
              + String.join(", ", NAMES)
              + ", or give a mapping");
    }
    String expression = name.equals("native") ? "" : resource(name + ".jsonata");
    return new Preset(
        name, expression, tableData().getOrDefault(name, List.of()), null, Wrapping.NONE);
  }

  /**
   * A user's own mapping.
   *
   * @throws IllegalArgumentException if it is no JSONata expression
   */
  public static Preset mapping(String expression) {
    var unused = Mapping.of(expression, null);
    return new Preset("mapping", expression, List.of(), null, Wrapping.NONE);
  }

  /** The same for the rows of a table, told apart by its key. */
  public Preset withIdentity(RowIdentity row) {
    return new Preset(name, expression, tables, row, wrapping);
  }

  /** The same for rows that lie in something. */
  public Preset in(Wrapping wrapped) {
    return new Preset(name, expression, tables, identity, wrapped);
  }

  /** The keys that a shape may name: those that the expression speaks of, or the native ones. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    if (expression.isEmpty()) {
      keys.addAll(EventDecoder.KEYS);
    }
    Matcher words = WORD.matcher(expression);
    while (words.find()) {
      keys.add(words.group());
    }
    return keys;
  }

  private static Map<String, List<PresetTable>> tableData() {
    try {
      return JsonMapper.builder()
          .build()
          .readValue(
              resource("tables.json"), new TypeReference<Map<String, List<PresetTable>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("the presets' tables cannot be read", e);
    }
  }

  private static String resource(String file) {
    try (InputStream in = Preset.class.getResourceAsStream("/prefmill/presets/" + file)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the preset file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the preset file " + file + " cannot be read", e);
    }
  }
}
