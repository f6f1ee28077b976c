package prefmill.transforms.influence;

import java.util.List;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.RowRef;

/**
 * A row that rests on a person, or on a prompt cluster.
 *
 * @param row the row
 * @param cluster whether it is charged to a prompt cluster
 * @param persons whom the row is charged to, where a cluster must rest on several persons
 */
record Charge(RowRef row, boolean cluster, List<Id> persons) {}
