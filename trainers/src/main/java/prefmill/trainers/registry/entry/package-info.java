/** What goes into the registry and what comes out: immutable values, no database. */
package prefmill.trainers.registry.entry;
