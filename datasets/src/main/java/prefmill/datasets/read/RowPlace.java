package prefmill.datasets.read;

/**
 * Where a row stands.
 *
 * @param rowId the row
 * @param place config and split, such as preference/train
 */
public record RowPlace(String rowId, String place) {}
