package prefmill.trainers.preflight.tokens;

/**
 * A row in tokens.
 *
 * @param rowId the row of the dataset version
 * @param prompt tokens of the prompt, the opening of the answer included
 * @param answer tokens of the longest answer
 * @param whole tokens of the longest chat, which is what max_length bounds
 * @param read tokens that one pass over the row reads: of a pair both chats
 * @param targets tokens of the shortest answer that the loss is taken on
 * @param largest the largest token
 * @param alike whether both answers of a pair are the same tokens
 */
public record RowTokens(
    String rowId,
    int prompt,
    int answer,
    int whole,
    int read,
    int targets,
    long largest,
    boolean alike) {}
