/** Figures of the feedback in an event log: once, or as it comes. */
package prefmill.pipelines.report;
