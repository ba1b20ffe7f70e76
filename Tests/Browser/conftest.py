"""What every browser and protocol test starts from: a real Baton, a real Chromium, and frames over a socket.

`BATON_BINARY` names the program to test (default: the debug build). Waits are polls with a limit, never a nap.
`--storage postgres` gives every server a database of its own on a PostgreSQL of the tests' own, and leaves those out
whose outcome cannot depend on where the rows are (marked `one_storage`, with the reason).
"""

import http.cookies
import json
import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

import postgres as databases
from protocol.client import Socket

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("BATON_BINARY", REPOSITORY / ".build/debug/baton")).resolve()

# The handbook (KnowledgeBase/) answers the first and knows nothing of the second.
ANSWERED_QUESTION = "How do I put the chat on my page?"
UNKNOWN_QUESTION = "Which waterproof hiking boots do you recommend for Patagonia?"

PASSWORD = "violet harbour lantern"

# On a machine with much else to do a debug build answers slower than a person would forgive.
expect.set_options(timeout=30_000)

start_seconds_max = 60
stop_seconds_max = 30
poll_seconds = 0.05
request_seconds_max = 30


def poll(question, what, seconds_max=10):
    """Asks until the answer is true, and says what was missing when it never is."""
    deadline = time.monotonic() + seconds_max
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come within {seconds_max} s")
        time.sleep(poll_seconds)


def pytest_addoption(parser):
    parser.addoption(
        "--storage", choices=["sqlite", "postgres"], default="sqlite", help="where the servers keep their rows")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--storage") == "sqlite":
        return
    left_out = [item for item in items if item.get_closest_marker("one_storage")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session", autouse=True)
def storage_under_test(request):
    """Hands out databases to all servers of this process, if the tests are to run on PostgreSQL."""
    if request.config.getoption("--storage") == "sqlite":
        yield
        return
    databases.under_test = databases.Postgres()
    yield
    databases.under_test.stop()
    databases.under_test = None


class Baton:
    """One running server on a port of its own with a data folder of its own.

    `storage` is the address of its PostgreSQL database; without one it gets what is under test.
    """

    def __init__(self, folder, *options, storage=None):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.options = options
        self.leased = None
        if storage is None and databases.under_test:
            self.leased = storage = databases.under_test.database()
        self.storage = storage
        self.port = 0
        self.process = None
        self.starts = 0
        self.cookies = {}

    # Life

    def start(self):
        assert self.process is None, "it runs already"
        if not BINARY.exists():
            pytest.fail(f"There is no program at {BINARY}: build it first, or name it in BATON_BINARY.")
        self.starts += 1
        self.log = self.folder / f"baton-{self.starts}.log"
        command = [BINARY, "serve", "--port", str(self.port), *self.place]
        if "--knowledge-base" not in self.options:
            command += ["--knowledge-base", REPOSITORY / "KnowledgeBase"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                [*map(str, command), *self.options],
                cwd=self.folder, env=environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )
        link = poll(lambda: self._link("Console"), "the link to the console", start_seconds_max)
        # The port of the link is another one where the server stands behind a balancer.
        self.port = self.port or int(re.search(r":(\d+)/", link)[1])
        poll(self._is_ready, "/readyz", start_seconds_max)
        return self

    def stop(self):
        """SIGTERM, as an operator stops it: it must end by itself with exit code 0."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(stop_seconds_max)
        self.process = None
        assert code == 0, f"it ended with exit code {code}:\n{self.words()}"

    def kill(self):
        """SIGKILL, as a power cut or the kernel would."""
        self.process.kill()
        self.process.wait(stop_seconds_max)
        self.process = None

    def restart(self):
        """Starts again on the same port and the same data."""
        return self.start()

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    @property
    def place(self):
        """The options that tell a command where this server keeps its data."""
        return ["--data", self.data, *(["--storage", self.storage] if self.storage else [])]

    def rows(self, query):
        """What stands in its store, past the program; every field as text. An SQLite file: once it has stopped."""
        if self.storage:
            return databases.ask(self.storage, query)
        with sqlite3.connect(self.data / "baton.db") as database:
            return [tuple(map(str, row)) for row in database.execute(query)]

    def words(self):
        """All that it printed since its last start."""
        return self.log.read_text(errors="replace")

    def _link(self, name):
        if self.process.poll() is not None:
            raise AssertionError(f"it ended with exit code {self.process.returncode}:\n{self.words()}")
        found = re.search(rf"^{name}\s+(http\S+)\s*\n", self.words(), re.MULTILINE)
        return found and found[1]

    def _is_ready(self):
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    # Addresses

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def public_origin(self):
        """Of its pages, as its visitors know it."""
        named = "--public-url" in self.options
        return self.options[self.options.index("--public-url") + 1] if named else self.origin

    @property
    def demo(self):
        return f"http://localhost:{self.port}/demo"

    @property
    def help(self):
        return f"{self.origin}/help"

    @property
    def console(self):
        return f"{self.origin}/console"

    @property
    def set_up_link(self):
        return poll(lambda: self._link("Set up"), "the set-up link")

    # HTTP

    def get(self, path, headers=None):
        """(status, headers, text) of a GET."""
        return self._exchange(urllib.request.Request(self.origin + path, headers=headers or {}))

    def post(self, path, body, cookie=None, origin=None):
        """(status, headers, text) of a JSON POST as a page of this server would send it."""
        headers = {"Content-Type": "application/json", "Origin": origin or self.public_origin}
        if cookie:
            headers["Cookie"] = cookie
        data = json.dumps(body).encode()
        return self._exchange(urllib.request.Request(self.origin + path, data=data, headers=headers))

    def _exchange(self, request):
        # No proxy: the server is on this machine whatever the environment says.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=request_seconds_max) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read().decode(errors="replace")

    # People

    def command(self, *arguments):
        """Runs `baton ARGUMENTS --data DIR` beside the server and returns what it printed."""
        done = subprocess.run(
            [BINARY, *arguments, *self.place], cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=request_seconds_max,
        )
        assert done.returncode == 0, f"baton {arguments[0]} failed: {done.stdout}{done.stderr}"
        return done.stdout

    def redeem(self, token, email, name):
        """Uses a set-up or invitation link up and returns the session cookie."""
        body = {"token": token, "email": email, "name": name, "password": PASSWORD}
        status, headers, text = self.post("/api/redeem", body)
        assert status == 200, f"the link was not taken: {status} {text}"
        jar = http.cookies.SimpleCookie()
        for line in headers.get_all("Set-Cookie", []):
            jar.load(line)
        return f"baton_session={jar['baton_session'].value}"

    def administrator(self):
        """The session cookie of the first administrator, Ada, who is made through the set-up link."""
        if "ada@example.com" not in self.cookies:
            token = self.set_up_link.partition("#set-up=")[2]
            self.cookies["ada@example.com"] = self.redeem(token, "ada@example.com", "Ada Admin")
        return self.cookies["ada@example.com"]

    def invite(self, email, name, role="agent"):
        """The invitation link of a new user."""
        person = ["add", email, "--name", name, "--role", role]
        printed = self.command("user", *person, "--public-url", self.origin)
        found = re.search(r"\S*/console#invitation=\S+", printed)
        assert found, f"no invitation link in: {printed}"
        return found[0]

    def agent(self, email="grace@example.com", name="Grace Hall", role="agent"):
        """The session cookie of a user who is invited on the command line."""
        if email not in self.cookies:
            token = self.invite(email, name, role).partition("#invitation=")[2]
            self.cookies[email] = self.redeem(token, email, name)
        return self.cookies[email]

    # Sockets

    def visitor(self, **options):
        """A visitor's socket that has said hello; see `protocol.client.Socket`."""
        return Socket(f"ws://127.0.0.1:{self.port}/ws/visitor", **{"origin": self.origin, **options})

    def team(self, cookie, **options):
        """An agent's socket that has said hello."""
        return Socket(
            f"ws://127.0.0.1:{self.port}/ws/agent", **{"origin": self.origin, "cookie": cookie, **options}
        )


@pytest.fixture
def start_baton(tmp_path):
    """Starts servers with options of the test's own; each is stopped after the test if it still runs."""
    servers = []

    def start(*options):
        folder = tmp_path / f"baton-{len(servers)}"
        folder.mkdir()
        server = Baton(folder, *options)
        servers.append(server)
        return server.start()

    yield start
    finish(servers)


@pytest.fixture(scope="module")
def baton(tmp_path_factory):
    """One server for the tests of a module: each test uses conversations and visitors of its own."""
    server = Baton(tmp_path_factory.mktemp("baton"))
    try:
        yield server.start()
    finally:
        finish([server])


@pytest.fixture
def own_baton(start_baton):
    """A server for this test alone, to be killed, drained or filled up."""
    return start_baton()


def finish(servers):
    """Stops all, even when the first does not stop as it should."""
    failures = []
    for server in servers:
        try:
            if server.process is not None:
                server.stop()
        except (AssertionError, subprocess.TimeoutExpired) as failure:
            if server.process is not None:
                server.kill()
            failures.append(str(failure))
        if server.leased:
            databases.under_test.drop(server.leased)
    assert not failures, "\n".join(failures)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; nothing is downloaded."""
    # Chromium refuses its sandbox to root, which is who runs the tests in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser):
    """Opens pages, each in a profile of its own; `page.problems` lists console errors and exceptions."""
    contexts = []

    def open_page(address=None, **options):
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if address:
            page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    return new_page()
