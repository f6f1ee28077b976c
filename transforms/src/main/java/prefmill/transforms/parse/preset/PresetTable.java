package prefmill.transforms.parse.preset;

import java.io.Serializable;
import java.util.List;

/**
 * A table that a preset reads.
 *
 * @param name its name, which is also part of its rows' event ids
 * @param key its key column
 * @param position the column that grows with every new or changed row
 * @param required columns without which a row says nothing
 * @param optional columns that are read where the table has them
 */
public record PresetTable(
    String name, String key, String position, List<String> required, List<String> optional)
    implements Serializable {}
