package prefmill.runners.quickstart.tables;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of betabase's preference_pairs: an annotator's choice.
 *
 * @param preferenceStrength 0 to 1
 * @param contextDocuments JSON text; null without documents
 */
public record BetabasePair(
    UUID id,
    String query,
    String chosenResponse,
    String rejectedResponse,
    double preferenceStrength,
    String contextDocuments,
    String annotatorEmail,
    String annotationNotes,
    Instant createdAt) {}
