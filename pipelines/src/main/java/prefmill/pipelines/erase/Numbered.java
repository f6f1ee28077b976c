package prefmill.pipelines.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.StoreFault;

/**
 * A list that only grows: files {@code 000001.json}, {@code 000002.json} ... of a folder, each
 * created exclusively.
 */
public final class Numbered<T> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String NAME = "[0-9]{6,}\\.json";

  private final Path folder;
  private final ObjectStore objects;
  private final Class<T> type;
  private final int format;

  private Numbered(Path folder, Class<T> type, int format) {
    this.folder = folder;
    this.objects = Places.objects(folder);
    this.type = type;
    this.format = format;
  }

  /** The list in a folder, which need not exist yet. */
  public static <T> Numbered<T> of(Path folder, Class<T> type, int format) {
    return new Numbered<>(folder, type, format);
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The greatest number; 0 of an empty list. */
  public long newest() throws IOException {
    return names().stream().mapToLong(Numbered::number).max().orElse(0);
  }

  /** All of it, in the order of the numbers. */
  public List<T> all() throws IOException {
    List<T> all = new ArrayList<>();
    for (String name : names()) {
      all.add(read(name));
    }
    return all;
  }

  /** Adds one with the next number that is free; gives that number. */
  public long add(T entry) throws IOException {
    long number = newest() + 1;
    while (!objects.createIfAbsent(name(number), JSON.writeValueAsString(entry))) {
      number++;
    }
    return number;
  }

  /** Puts another in the place of one that is there. */
  public void replace(long number, T entry) throws IOException {
    String name = name(number);
    String tag = objects.read(name).orElseThrow().tag();
    if (!objects.replaceIfMatch(name, tag, JSON.writeValueAsString(entry))) {
      throw new StoreFault(folder.resolve(name) + " was changed by another run: try again");
    }
  }

  private List<String> names() throws IOException {
    return objects.list("").stream().filter(name -> name.matches(NAME)).sorted().toList();
  }

  private static long number(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%06d.json", number);
  }

  private T read(String name) throws IOException {
    String text = objects.read(name).orElseThrow().text();
    try {
      int found = JSON.readTree(text).path("format").asInt(-1);
      if (found > format) {
        throw new StoreFault(
            "%s has format %d, this Prefmill reads format %d: use the release that wrote it"
                .formatted(folder.resolve(name), found, format));
      }
      if (found == format) {
        return JSON.readValue(text, type);
      }
    } catch (JsonProcessingException e) {
      throw new StoreFault(
          folder.resolve(name) + " is damaged: restore it from a backup", e.getCause());
    }
    throw new StoreFault(folder.resolve(name) + " is damaged: restore it from a backup");
  }
}
