/** What the newest version of a dataset holds, readable by SQL. */
package prefmill.trainers.registry.content;
