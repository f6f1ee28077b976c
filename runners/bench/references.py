"""The other side of table.py: the same work by DuckDB and by datasketch.

Usage: python references.py chain EVENTS.jsonl FOLDER THREADS
       python references.py minhash ROWS.jsonl
Prints one JSON object. `chain` is what one would write by hand in SQL: exact duplicates out, e-mail
addresses, phone and card numbers masked, chosen and rejected answers paired by context, JSONL and
Parquet written; no near-duplicates, ledger, splits, caps or quality rules. `minhash` finds the
near-duplicates of rows of three texts: MinHash of 112 permutations over runs of five words, LSH of
16 bands of 7, as Prefmill cuts its sketches.
"""

import json
import os
import re
import sys
import time

PERMUTATIONS, BANDS, WIDTH, SHINGLE = 112, 16, 7, 5
COLUMNS = {
    "event_id": "VARCHAR",
    "user_id": "VARCHAR",
    "system": "VARCHAR",
    "prompt": "VARCHAR",
    "response": "VARCHAR",
    "category": "VARCHAR",
    "signal": "STRUCT(kind VARCHAR, value VARCHAR, min INTEGER, max INTEGER, text VARCHAR,"
    " candidates STRUCT(model VARCHAR, response VARCHAR)[], winner INTEGER)",
}
MASK = r"""
CREATE MACRO masked(said) AS regexp_replace(regexp_replace(regexp_replace(said,
  '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}', '[EMAIL]', 'g'),
  '\b(?:\d[ -]?){12,18}\d\b', '[CARD]', 'g'),
  '(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\b\d{2,4}[ .-]\d{3,4}(?:[ .-]\d{2,4})+\b',
  '[PHONE]', 'g')
"""
CHAIN = """
CREATE TABLE events AS
SELECT event_id, user_id, category, masked(system) AS system, masked(prompt) AS prompt,
  masked(response) AS response, signal.kind AS kind, signal.value AS value, signal.min AS least,
  signal.max AS most, masked(signal.text) AS correction, signal.winner AS winner,
  list_transform(signal.candidates, lambda c: masked(c.response)) AS candidates
FROM (SELECT DISTINCT ON (event_id) * FROM read_json($events, format = 'newline_delimited',
  columns = $columns));

CREATE TABLE said AS
SELECT md5(concat_ws(chr(31), system, prompt)) AS context, * FROM events;

CREATE TABLE judged AS
SELECT context, response, sum(CASE
  WHEN kind = 'thumb' THEN CASE value WHEN 'up' THEN 1 ELSE -1 END
  ELSE sign(CAST(value AS INTEGER) * 2 - least - most) END) AS score
FROM said WHERE kind IN ('thumb', 'rating') GROUP BY context, response;

CREATE TABLE pairs AS
WITH good AS (SELECT context, response,
    row_number() OVER (PARTITION BY context ORDER BY score DESC, response) AS place
  FROM judged WHERE score > 0),
bad AS (SELECT context, response,
    row_number() OVER (PARTITION BY context ORDER BY score, response) AS place
  FROM judged WHERE score < 0),
found AS (
  SELECT context, good.response AS chosen, bad.response AS rejected, 'votes' AS evidence
  FROM good JOIN bad USING (context, place) WHERE place <= 4
  UNION ALL
  SELECT context, correction, response, 'correction' FROM said WHERE kind = 'correction'
  UNION ALL
  SELECT context, candidates[winner + 1], candidates[2 - winner], 'comparison'
  FROM said WHERE kind = 'choice'),
once AS (SELECT context, chosen, rejected, min(evidence) AS evidence, count(*) AS support
  FROM found WHERE chosen <> rejected GROUP BY context, chosen, rejected),
contexts AS (SELECT DISTINCT ON (context) context, system, prompt, category FROM said)
SELECT md5(concat_ws(chr(31), context, chosen, rejected)) AS row_id, context AS context_key,
  category, [{'role': 'system', 'content': system}, {'role': 'user', 'content': prompt}] AS prompt,
  [{'role': 'assistant', 'content': chosen}] AS chosen,
  [{'role': 'assistant', 'content': rejected}] AS rejected, evidence, support
FROM once JOIN contexts USING (context);
"""
WRITE = """
COPY pairs TO '{folder}/pairs.jsonl' (FORMAT json);
COPY pairs TO '{folder}/pairs.parquet' (FORMAT parquet, COMPRESSION zstd);
"""
COUNT = """
SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM pairs) AS pairs,
  (SELECT count(*) FROM events WHERE prompt LIKE '%[EMAIL]%' OR response LIKE '%[EMAIL]%')
    AS with_address,
  (SELECT count(*) FROM events WHERE prompt LIKE '%[PHONE]%' OR response LIKE '%[PHONE]%')
    AS with_phone,
  (SELECT count(*) FROM events WHERE prompt LIKE '%[CARD]%' OR response LIKE '%[CARD]%')
    AS with_card
"""


def chain(events, folder, threads):
    import duckdb

    os.makedirs(folder, exist_ok=True)
    columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items()) + "}"
    with duckdb.connect(config={"threads": int(threads)}) as database:
        database.execute("SET temp_directory = '" + os.path.join(folder, "spill") + "'")
        database.execute(MASK)
        database.execute(CHAIN.replace("$events", "'" + events + "'").replace("$columns", columns))
        database.execute(WRITE.format(folder=folder))
        used = time.process_time()
        found = database.execute(COUNT)
        names = [column[0] for column in found.description]
        counts = dict(zip(names, found.fetchone()))
    # what counting takes is no part of the chain
    return counts | {"seconds": used}


def minhash(file):
    from datasketch import MinHash, MinHashLSH

    with open(file, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    word = re.compile(r"\w+")
    start = time.process_time()
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, WIDTH))
    dropped = 0
    for number, texts in enumerate(rows):
        shingles = set()
        for role, text in enumerate(texts):
            words = word.findall(text.lower())
            for at in range(max(1, len(words) - SHINGLE + 1)):
                shingles.add(f"{role} {' '.join(words[at : at + SHINGLE])}".encode())
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(shingles)
        if index.query(sketch):
            dropped += 1
        else:
            index.insert(number, sketch, check_duplication=False)
    return {"rows": len(rows), "dropped": dropped, "seconds": time.process_time() - start}


print(json.dumps({"chain": chain, "minhash": minhash}[sys.argv[1]](*sys.argv[2:])))
