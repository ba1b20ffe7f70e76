"""What stands in front of several nodes: passes connections on to the first that answers, and breaks with it."""

import socket
import threading

connect_seconds_max = 2
chunk_bytes = 65_536


class Balancer:
    """A TCP proxy on a port of its own; `servers` can be changed at any time, the first that answers gets it."""

    def __init__(self):
        self.servers = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def console(self):
        return f"{self.origin}/console"

    @property
    def demo(self):
        return f"{self.origin}/demo"

    def stop(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client):
        for server in list(self.servers):
            try:
                behind = socket.create_connection(("127.0.0.1", server.port), connect_seconds_max)
            except OSError:
                continue
            behind.settimeout(None)
            threading.Thread(target=_pass_on, args=[client, behind], daemon=True).start()
            return _pass_on(behind, client)
        client.close()


def _pass_on(source, target):
    try:
        while chunk := source.recv(chunk_bytes):
            target.sendall(chunk)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
