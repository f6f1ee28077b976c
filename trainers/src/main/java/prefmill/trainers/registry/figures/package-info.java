/** Figures of people's feedback by day and label, and the alerts that they gave rise to. */
package prefmill.trainers.registry.figures;
