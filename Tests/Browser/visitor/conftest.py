import pytest
from mail.post import Post

# Fixtures that the visitor's path through the whole product shares.
from path.conftest import agent_at, in_talk, visitor_at  # noqa: F401


@pytest.fixture
def new_post():
    """Starts mail servers that keep what arrives."""
    servers = []

    def start(**options):
        servers.append(Post(**options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
