/** Services that a run brings along: a real Postgres in a folder. */
package prefmill.runners.services;
