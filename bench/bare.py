"""The least an ASGI app can do on the same server: read the body, parse the JSON, answer `{}`."""

from collections.abc import Awaitable, Callable, MutableMapping

import msgspec

Message = MutableMapping[str, object]
_decode = msgspec.json.Decoder().decode


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    body, more = b"", True
    while more:
        message = await receive()
        part = message.get("body", b"")
        assert isinstance(part, bytes)
        body, more = body + part, bool(message.get("more_body"))
    if body:
        _decode(body)
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"3")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}\n"})
