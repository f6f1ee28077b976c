package prefmill.trainers.registry.content;

import java.time.Instant;

/**
 * A row of {@code rlhf_feedback}: one thing that an event said on which the version rests, masked,
 * without its person. An event may have said several, each of another type.
 *
 * @param id the event's id
 * @param session keyed hash of the conversation; null if unknown
 * @param query the last user turn
 * @param response the answer that is judged; null in a review that names its message alone and in a
 *     choice without a winner
 * @param type thumb, rating, correction, choice or review
 * @param value what was said
 * @param organization the organisation; null if unknown
 * @param createdAt when; null if unknown
 */
public record FeedbackContent(
    String id,
    String session,
    String query,
    String response,
    String type,
    String value,
    String organization,
    Instant createdAt) {}
