package prefmill.trainers.registry.content;

import java.util.List;

/**
 * A row of {@code preference_pairs}.
 *
 * @param id the row's id
 * @param query the last user turn
 * @param chosen the better answer
 * @param rejected the worse answer
 * @param strength 0 to 1
 * @param documents the context documents
 * @param notes why the pair stands, for people; null for nothing
 */
public record PairContent(
    String id,
    String query,
    String chosen,
    String rejected,
    double strength,
    List<String> documents,
    String notes) {
  public PairContent {
    documents = List.copyOf(documents);
  }
}
