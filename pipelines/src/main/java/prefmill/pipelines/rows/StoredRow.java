package prefmill.pipelines.rows;

import prefmill.transforms.rows.SlimRow;

/** A row whose text waits in a file of the attempt. */
public record StoredRow(SlimRow slim, TextRef text) {}
