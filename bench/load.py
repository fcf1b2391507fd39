"""A plain HTTP/1.1 load: some connections, one request at a time on each, answers read by their content length.

A server that closes after each answer gets a new connection for the next request, as clients do.
"""

import asyncio
import re
from base64 import b64encode
from time import perf_counter

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
CREDENTIALS = b64encode(b"sim-site:sim-track-key")


def event_request(number: int) -> bytes:
    """A Track v1 event of one of a thousand people, as a client would send it."""
    body = b'{"name":"Added to Cart","data":{"product":"Calm Serum","sku":"SERUM-30","price":59.0,"quantity":1}}'
    return (
        b"POST /api/v1/customers/C-%d/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %b\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
        % (number % 1000, CREDENTIALS, len(body), body)
    )


async def _connection(port: int, first: int, count: int, seconds: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(first, first + count):
        began = perf_counter()
        writer.write(event_request(number))
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.split(b" ", 2)[1] == b"200", head
        length = _LENGTH.search(head)
        assert length is not None
        await reader.readexactly(int(length[1]))
        seconds.append(perf_counter() - began)
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _all(port: int, connections: int, each: int, seconds: list[float]) -> None:
    await asyncio.gather(*(_connection(port, index * each, each, seconds) for index in range(connections)))


def send_events(port: int, *, connections: int = 16, each: int = 250, seconds: list[float] | None = None) -> int:
    """Send them all and wait for every answer; how many there were. `seconds` takes how long each of them took."""
    asyncio.run(_all(port, connections, each, [] if seconds is None else seconds))
    return connections * each
