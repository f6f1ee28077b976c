package prefmill.runners.quickstart.tables;

import java.time.Instant;

/**
 * A row of the helpem table: one thumb for each user and message, updated in place.
 *
 * @param first the thumb at first, up or down
 * @param feedback the thumb in the end; differs from the first where the user changed their mind
 * @param actionData JSON text; null without an action
 */
public record HelpemRow(
    String userId,
    String messageId,
    String first,
    String feedback,
    String userMessage,
    String assistantResponse,
    String actionType,
    String actionData,
    Instant createdAt,
    Instant updatedAt) {}
