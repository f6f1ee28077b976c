package prefmill.trainers.training;

import java.nio.file.Path;

/**
 * A finished adapter and how it came about.
 *
 * @param key the run's key
 * @param folder the PEFT folder
 * @param sha256 of its adapter_model.safetensors
 * @param method how it was trained
 * @param rows rows trained on
 * @param tooLong rows left out because they exceed the plan's maxLength
 * @param steps optimiser steps
 * @param tokens tokens read, prompts included
 * @param firstLoss mean loss of the first tenth of the steps
 * @param lastLoss mean loss of the last tenth of the steps
 */
public record TrainedAdapter(
    String key,
    Path folder,
    String sha256,
    Method method,
    int rows,
    int tooLong,
    int steps,
    long tokens,
    double firstLoss,
    double lastLoss) {}
