/** Alerts on their way: entered once, sent to each sink once. */
package prefmill.runners.report.alert;
