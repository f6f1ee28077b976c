package prefmill.pipelines.policy.training;

import java.util.Optional;

/**
 * A language model that compares answers.
 *
 * @param url the endpoint, which speaks as OpenAI's does, without /chat/completions
 * @param model the model's name there
 * @param apiKeyEnv environment variable that holds the key; empty for none
 * @param prompts how many held-out prompts are answered
 */
public record JudgePolicy(String url, String model, Optional<String> apiKeyEnv, int prompts) {}
