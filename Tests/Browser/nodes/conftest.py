import shutil
import socket

import pytest
from conftest import Baton, finish
from postgres import Postgres

from nodes.balancer import Balancer
from path.conftest import agent_at, visitor_at  # noqa: F401


@pytest.fixture
def new_postgres():
    """Starts PostgreSQL servers of a test's own, to be stopped and killed."""
    servers = []

    def start(*options):
        servers.append(Postgres(*options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def start_nodes(tmp_path):
    """Starts so many nodes on one database, each with a data folder of its own, as on machines of their own."""
    nodes = []

    def start(storage, *options, count=1):
        for _ in range(count):
            folder = tmp_path / f"node-{len(nodes)}"
            folder.mkdir()
            node = Baton(folder, *options, storage=storage)
            node.port = free_port()
            if nodes:
                # All nodes open the same sealed secrets.
                node.data.mkdir(mode=0o700)
                shutil.copy2(nodes[0].data / "secrets.key", node.data)
            nodes.append(node.start())
        return nodes[-count:]

    yield start
    finish(nodes)


@pytest.fixture
def balancer():
    balancer = Balancer()
    yield balancer
    balancer.stop()
