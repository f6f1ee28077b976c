/** Figures of feedback for people, tables and alerts. */
package prefmill.runners.report;
