package prefmill.transforms.categories;

import java.io.Serializable;

/**
 * Names the category of an event that has none.
 *
 * @param category the category
 * @param prompt a regular expression that is found in the last user turn, whatever the case
 */
public record CategoryRule(String category, String prompt) implements Serializable {}
