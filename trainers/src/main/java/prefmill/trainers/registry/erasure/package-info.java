/** What the registry forgets when a person is forgotten. */
package prefmill.trainers.registry.erasure;
