package prefmill.pipelines.source.table;

import java.io.Serializable;

/**
 * A statement that reads the new rows of a table.
 *
 * @param database where to run it
 * @param table the table's name
 * @param query gives each row's JSON, its length, and its hash instead of a JSON that is too large
 * @param since its one parameter, the position to read from; null if it has none
 */
record TableRead(Database database, String table, String query, String since)
    implements Serializable {}
