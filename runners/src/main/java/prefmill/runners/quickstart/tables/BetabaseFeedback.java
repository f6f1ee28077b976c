package prefmill.runners.quickstart.tables;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of betabase's rlhf_feedback.
 *
 * @param feedbackType thumbs_up, thumbs_down, rating, correction or detailed
 * @param feedbackValue JSON text; null for thumbs
 * @param curatorEmail null where a user spoke
 */
public record BetabaseFeedback(
    UUID id,
    String sessionId,
    String query,
    String response,
    String feedbackType,
    String feedbackValue,
    String curatorEmail,
    String organization,
    Instant createdAt) {}
