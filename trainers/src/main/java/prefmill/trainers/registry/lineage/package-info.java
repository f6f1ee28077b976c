/** From events over versions and adapters to what was live, and back. */
package prefmill.trainers.registry.lineage;
