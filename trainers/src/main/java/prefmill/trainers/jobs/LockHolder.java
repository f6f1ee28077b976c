package prefmill.trainers.jobs;

import java.time.Instant;

/** Who holds a dataset's lock: process id, host, and since when. */
public record LockHolder(long pid, String host, Instant since) {}
