"""A provider that can lie: it signs whatever a test wants, with its own key or another.

The real one (`provider.mjs`) never gives out a token that is wrong.
"""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ACCESS = "een-toegangsbewijs-van-de-aanbieder"
OWN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = OWN.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def public(key: rsa.RSAPrivateKey, kid: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    return found | {"kid": kid, "use": "sig", "alg": "RS256"}


def piece(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class Forger(ThreadingHTTPServer):
    """Set ``claims``, ``header``, ``make`` and ``moved`` before somebody logs in."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.person: dict[str, Any] = {
            "sub": "noor",
            "email": "noor@veldhage.nl",
            "email_verified": True,
        }
        self.claims: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.header: dict[str, Any] = {}
        self.way = "own"
        self.moved = ""  # the path that answers with a redirect to where it always was

    def token(self) -> str:
        now = int(time.time())
        claims = self.person | {
            "iss": self.url,
            "aud": "netwerk",
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if name not in self.left_out}
        header = {"kid": "1"} | self.header
        if self.way == "none":
            return f"{piece({'alg': 'none', 'typ': 'JWT'} | header)}.{piece(claims)}."
        if self.way == "public key as secret":
            return self._hmac(header, claims)
        key = STRANGER if self.way == "stranger" else OWN
        return jwt.encode(claims, key, algorithm="RS256", headers=header)

    def _hmac(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        import hashlib
        import hmac

        body = f"{piece({'alg': 'HS256', 'typ': 'JWT'} | header)}.{piece(claims)}"
        digest = hmac.new(PEM, body.encode(), hashlib.sha256).digest()
        return f"{body}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            thread.join()
            self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: Forger

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url, path = self.server.url, self.path.partition("?")[0]
        if path == self.server.moved:
            self.send_response(307)
            self.send_header("Location", f"{url}{path}?again")
            self.server.moved = ""
            self.end_headers()
            return
        found: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": url,
                "authorization_endpoint": f"{url}/ask",
                "token_endpoint": f"{url}/token",
                "userinfo_endpoint": f"{url}/who",
                "jwks_uri": f"{url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": {"keys": [public(OWN)]},
            "/who": self.server.person,
            "/strange-keys": {"keys": [public(STRANGER)]},
        }
        content = found.get(path)
        if path == "/token":
            content = {
                "access_token": ACCESS,
                "token_type": "Bearer",
                "id_token": self.server.token(),
            }
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    do_GET = do_POST = _answer  # noqa: N815 - the names of http.server

    def log_message(self, *args: object) -> None:
        """Say nothing."""
