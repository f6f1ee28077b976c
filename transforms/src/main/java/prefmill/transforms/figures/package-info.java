/** Approval and corrections by day and label: what stood at the end of each day. */
package prefmill.transforms.figures;
