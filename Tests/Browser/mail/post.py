"""A real small mail server, with TLS and sign-in where a test wants them."""

import socket
import ssl
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER = "baton"
PASSWORD = "a password with spaces: ünd"


class Post:
    """Keeps what arrives; `refuse` maps an address to the answers that it gets, one after the other."""

    def __init__(self, refuse=None, certificate=None, with_sign_in=False):
        self.mails = []
        self.refuse = refuse or {}
        self.certificate = certificate
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        options = {}
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
            options["ssl_context"] = context
        if with_sign_in:
            options |= {"authenticator": self._judge, "auth_required": True, "auth_require_tls": False}
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True, **options
        )
        self.controller.start()

    @staticmethod
    def _judge(server, session, envelope, mechanism, data):
        right = (
            isinstance(data, LoginPassword)
            and data.login.decode() == USER and data.password.decode() == PASSWORD
        )
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = self.refuse.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 kept"

    @property
    def url(self):
        return f"smtps://localhost:{self.port}" if self.certificate else f"smtp://127.0.0.1:{self.port}"

    def stop(self):
        if self.controller:
            self.controller.stop()
        self.controller = None


def certificate_for_localhost(folder):
    """(certificate, key) in PEM files."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ],
        check=True, capture_output=True,
    )
    return certificate, key
