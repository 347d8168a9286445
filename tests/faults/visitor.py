"""Somebody with a browser, in front of a real process of the site."""

import http.client
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from clients.models import Client, HelpEvent
from tests.faults.processes import wait_until


class Visitor:
    """Somebody signed in, by real requests over a socket."""

    def __init__(self, client, worker, port):
        client.force_login(worker)
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; csrftoken={'c' * 32}"
        self._port = port

    def send(self, method, address, body=b"", kind="application/x-www-form-urlencoded"):
        """(status, page); None where the connection breaks off."""
        talk = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            headers = {"Cookie": self._cookies, "X-CSRFToken": "c" * 32, "Content-Type": kind}
            talk.request(method, address, body, headers)
            answer = talk.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except OSError:
            return None
        finally:
            talk.close()

    def post(self, address, fields, file=None):
        if file is None:
            return self.send("POST", address, urlencode(fields).encode())
        mark = uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + file + f"\r\n--{mark}--\r\n".encode()
        return self.send("POST", address, body, f"multipart/form-data; boundary={mark}")

    def health(self, address="/healthz"):
        """What the site answers to who watches over it, without signing in; 0 if it does not."""
        watching = Visitor.__new__(Visitor)
        watching._cookies, watching._port = "", self._port
        return (watching.send("GET", address) or (0,))[0]

    def wait_for_the_site(self):
        wait_until(lambda: self.health() == 200, "the site's first answer")


def a_call():
    return {"kind": "call", "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "note": "问了近况，想换白班"}


def events_of(client: Client) -> int:
    """How many contacts with this client are on file."""
    return HelpEvent.objects.unscoped("test").filter(client=client).count()
