package prefmill.trainers.examples;

/**
 * One message of a chat.
 *
 * @param role system, user, assistant or tool
 * @param content its text, never a template
 */
public record Turn(String role, String content) {}
