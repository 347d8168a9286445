"""A browser as thin as can be: one connection kept open, cookies, answers read to their end. For asyncio, loopback.

Nothing of a page's pictures, styles and scripts is asked for: they are the same for everybody and kept by browsers.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

LONGEST_WAIT = 30.0
"""Seconds after which an answer counts as none."""


class NoAnswer(Exception):
    """The server took too long or hung up."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes


class Browser:
    """One signed-in person. ``cookies`` by name; a form is sent with the token that Django wants to see twice."""

    def __init__(self, host: str, port: int, cookies: dict[str, str]) -> None:
        self._host, self._port, self._cookies = host, port, dict(cookies)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, *, htmx: bool = False) -> Answer:
        return await self._ask("GET", path, b"", htmx)

    async def post(self, path: str, fields: list[tuple[str, str]], *, htmx: bool = False) -> Answer:
        return await self._ask("POST", path, urlencode(fields).encode(), htmx)

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None

    async def _ask(self, method: str, path: str, body: bytes, htmx: bool) -> Answer:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                kept = self._writer is not None
                try:
                    return await self._once(method, path, body, htmx)
                except (ConnectionError, asyncio.IncompleteReadError):
                    await self.close()
                    # A connection that was kept may have been closed by the server meanwhile; a new one may not.
                    if not kept or method == "POST":
                        raise
                    return await self._once(method, path, body, htmx)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError) as error:
            await self.close()
            raise NoAnswer(type(error).__name__) from None

    async def _once(self, method: str, path: str, body: bytes, htmx: bool) -> Answer:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=1 << 22)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            f"Cookie: {cookies}",
            "Accept: text/html",
            "Accept-Language: zh-CN",
        ]
        if htmx:
            lines += ["HX-Request: true", f"HX-Current-URL: http://{self._host}:{self._port}{urlsplit(path).path}"]
        if method == "POST":
            token = self._cookies.get("csrftoken", "")
            lines += ["Content-Type: application/x-www-form-urlencoded", f"X-CSRFToken: {token}"]
            lines.append(f"Content-Length: {len(body)}")
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self._writer.drain()
        return await self._answer(method)

    async def _answer(self, method: str) -> Answer:
        assert self._reader is not None
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split(" ")[1]), dict[str, str]()
        for line in head[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, rest = value.strip().partition("=")
                self._cookies[key] = rest.partition(";")[0]
            elif name:
                headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding") == "chunked":
            body = await self._chunks()
        else:
            body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers.get("location", ""), body)

    async def _chunks(self) -> bytes:
        assert self._reader is not None
        parts = []
        while size := int((await self._reader.readline()).split(b";")[0], 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readline()
        return b"".join(parts)
