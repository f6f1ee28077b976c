/** What the registry tells of training jobs: their moves, attempts, steps and costs. */
package prefmill.trainers.jobs.history;
