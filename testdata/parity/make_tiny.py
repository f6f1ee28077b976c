"""Makes the small random chat model of the reference run, always with the same bytes.

Usage: python make_tiny.py OUT
"""

import json
import os
import random
import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

VOCABULARY = 2048
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n'"
    " + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
ENGLISH = (
    "the a is are was of to and in on it that this you we can not how what why when please answer"
    " question user assistant system helpful good bad better yes no because file table query error"
    " name value list set time day"
).split()


def invented_words(rng):
    onsets = "b c d f g h l m n p r s t v w st tr sh".split()
    syllables = [o + v + c for o in onsets for v in "aeiou" for c in ["", "n", "r", "s", "t", "l"]]
    return [
        "".join(rng.choice(syllables) for _ in range(rng.choice([1, 2, 2, 3])))
        for _ in range(1500)
    ]


def corpus(rng):
    words = invented_words(rng)

    def sentence():
        length = rng.randint(4, 14)
        text = " ".join(
            rng.choice(ENGLISH) if rng.random() < 0.6 else rng.choice(words)
            for _ in range(length)
        )
        return text.capitalize() + rng.choice([".", "?", "!", ", ok.", ":", " 12.", "\n"])

    return [" ".join(sentence() for _ in range(rng.randint(1, 4))) for _ in range(4000)]


def tokenizer():
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    bpe.decoder = decoders.ByteLevel()
    bpe.train_from_iterator(
        corpus(random.Random(7)),
        trainers.BpeTrainer(
            vocab_size=VOCABULARY,
            special_tokens=SPECIAL,
            show_progress=False,
            initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        ),
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        model_max_length=512,
    )
    fast.chat_template = CHATML
    return fast


def model():
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        rms_norm_eps=1e-6,
        tie_word_embeddings=False,
        bos_token_id=None,
        eos_token_id=2,
        pad_token_id=0,
        initializer_range=0.08,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
    )
    torch.manual_seed(1234)
    return LlamaForCausalLM(config).float().eval()


def main(out):
    model().save_pretrained(out)
    os.remove(out + "/generation_config.json")
    tokenizer().save_pretrained(out)
    path = out + "/tokenizer_config.json"
    with open(path, encoding="utf-8") as file:
        config = json.load(file)
    config["tokenizer_class"] = "PreTrainedTokenizerFast"  # transformers 4 knows only this name
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file, indent=2)


if __name__ == "__main__":
    main(sys.argv[1])
