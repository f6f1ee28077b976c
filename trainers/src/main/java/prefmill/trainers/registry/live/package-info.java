/** Which adapter is live under which alias, since when, by whom and on what evidence. */
package prefmill.trainers.registry.live;
