/** What figures give rise to an alert: pure rules. */
package prefmill.transforms.figures.alert;
