"""Prefmill every night as an Airflow DAG, for Airflow 2.4 and newer.

The worker has prefmill on its PATH, the project's folder, and the secrets in its environment.
"""

import subprocess
from datetime import datetime, timedelta, timezone

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

FOLDER = "/srv/prefmill"
USAGE, REFUSED, LOCKED = 2, 3, 4


@dag(
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    tags=["prefmill"],
)
def prefmill_nightly():
    @task(retries=2, retry_delay=timedelta(minutes=15), execution_timeout=timedelta(hours=20))
    def nightly():
        run = subprocess.run(
            ["prefmill", "nightly", "--config", "prefmill.yaml", "--json"],
            cwd=FOLDER,
            stdout=subprocess.PIPE,
            text=True,
        )
        if run.returncode in (REFUSED, LOCKED):
            raise AirflowSkipException("a gate refused, or another run holds the dataset: see the log")
        if run.returncode == USAGE:
            raise AirflowFailException("the policy is wrong, another attempt would be, too: see the log")
        if run.returncode != 0:
            raise AirflowException("failed: the next attempt goes on where this one stopped")
        return run.stdout

    nightly()


prefmill_nightly()
