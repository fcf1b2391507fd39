"""An integration as a user has it: a service that tells of carts with an asynchronous httpx client."""

import asyncio
from collections.abc import Iterable

import httpx

_URL = "https://track.customer.io/api/v1/customers"


async def tell_of_carts(carts: Iterable[tuple[str, str]]) -> list[int]:
    """Tell of all carts at once, each an email and a product; the statuses in the order of the carts."""
    async with httpx.AsyncClient(auth=("sim-site", "sim-track-key")) as client:

        async def tell(email: str, product: str) -> int:
            await client.put(f"{_URL}/{email}", json={"email": email})
            event = {"name": "Added to Cart", "data": {"product": product}}
            return (await client.post(f"{_URL}/{email}/events", json=event)).status_code

        return await asyncio.gather(*(tell(email, product) for email, product in carts))
