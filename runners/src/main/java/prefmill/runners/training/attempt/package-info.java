/** One attempt at a training job: its lease, its record, its limits, its end. */
package prefmill.runners.training.attempt;
