package prefmill.datasets.objects;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What publishing asks of a store: few operations on small texts, each atomic.
 *
 * <p>Keys are paths with forward slashes, relative to the store. What an operation has written is
 * durable when it returns.
 */
public interface ObjectStore {
  /** The object of a key; empty if there is none. A reader never sees half an object. */
  Optional<Stored> read(String key) throws IOException;

  /** Creates an object; false if the key is taken. Of several callers exactly one gets true. */
  boolean createIfAbsent(String key, String text) throws IOException;

  /** Replaces an object that still has that tag; false if it has another one or is gone. */
  boolean replaceIfMatch(String key, String tag, String text) throws IOException;

  /** The names of the objects directly under a prefix, sorted; empty if there are none. */
  List<String> list(String prefix) throws IOException;

  /** Renames a folder with all it holds; false, and nothing moved, if the target exists. */
  boolean moveFolder(String from, String to) throws IOException;

  /**
   * An object as read.
   *
   * @param text the content
   * @param tag names this content: another content has another tag
   */
  record Stored(String text, String tag) {}
}
