/**
 * The registry: which dataset versions were published, which adapters were trained on them, kept in
 * the schema {@code prefmill} of a Postgres database.
 */
package prefmill.trainers.registry;
