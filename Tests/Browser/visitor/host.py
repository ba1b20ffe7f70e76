"""What a host product does: it signs who its visitor is, and calls the widget from its pages."""

import base64
import hashlib
import hmac
import json
import time

SECRET = "a secret of thirty-two letters or more, shared"

STUB = "window.Baton = window.Baton || function () { (Baton.q = Baton.q || []).push(arguments); };"


def packed(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(subject, secret=SECRET, seconds=600, algorithm="HS256", **claims):
    """A JWT as any host would make it; `seconds` from now on it is nothing any more."""
    payload = {"sub": subject, "exp": int(time.time()) + seconds, **claims}
    body = f"{packed({'alg': algorithm, 'typ': 'JWT'})}.{packed(payload)}"
    if algorithm == "none":
        return body + "."
    return f"{body}.{packed(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}"


def before_the_page(page, *calls):
    """Calls of the host that wait in the queue when the widget's script comes."""
    page.add_init_script(STUB + "".join(calls))


def boot(**options):
    return f"Baton('boot', {json.dumps(options)});"
