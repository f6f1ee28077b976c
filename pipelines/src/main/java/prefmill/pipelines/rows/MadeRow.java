package prefmill.pipelines.rows;

import prefmill.datasets.rows.Row;
import prefmill.transforms.rows.SlimRow;

/** A row as it is published, and what the steps across contexts need of it. */
public record MadeRow(Row row, SlimRow slim) {}
