"""A PostgreSQL of the tests' own, started by `script/postgres` and gone with the process that started it."""

import csv
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).resolve().parents[2] / "script/postgres"

stop_seconds_max = 30

# The server whose databases all Batons of this process get; None: each has an SQLite file in its data folder.
under_test = None


class Postgres:
    """One server; `options` as `script/postgres --help` names them."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [SCRIPT, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().strip()
        assert self.address, "PostgreSQL did not start (its words are above): script/setup --tests installs it"

    def order(self, words):
        """Gives the script an order and returns its answer."""
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def database(self):
        """The address of a fresh database."""
        address = self.order("database")
        assert address.startswith("postgres://"), f"no database: {address}"
        return address

    def drop(self, address):
        self.order("drop " + urlsplit(address).path.removeprefix("/"))

    def stop(self):
        """Ends the server and removes its folder."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(stop_seconds_max)


def ask(address, query):
    """The rows that a query gives, every field as text."""
    done = subprocess.run(
        ["psql", address, "--no-psqlrc", "--tuples-only", "--csv", "--command", query],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=stop_seconds_max,
        env={**os.environ, "PGCONNECT_TIMEOUT": "5"},
    )
    assert done.returncode == 0, f"psql: {done.stderr}"
    return [tuple(row) for row in csv.reader(done.stdout.splitlines())]
