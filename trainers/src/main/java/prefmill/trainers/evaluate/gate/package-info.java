/** Whether an adapter is better than the one that is live, by evidence. */
package prefmill.trainers.evaluate.gate;
