/** The conditions that a nightly training must meet before it begins. */
package prefmill.runners.nightly.gate;
