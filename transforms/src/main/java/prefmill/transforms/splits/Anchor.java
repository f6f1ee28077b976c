package prefmill.transforms.splits;

/** What is kept together on one side. */
public enum Anchor {
  PERSON,
  CONVERSATION,
  ORGANIZATION
}
