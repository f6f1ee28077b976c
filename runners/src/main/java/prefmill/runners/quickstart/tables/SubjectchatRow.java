package prefmill.runners.quickstart.tables;

import java.time.Instant;

/** A row of the subjectchat table: a rating -1, 0 or 1 by nobody known. */
public record SubjectchatRow(
    String subjectId,
    String messageContent,
    String userQuestion,
    int rating,
    int messageIndex,
    Instant createdAt) {}
