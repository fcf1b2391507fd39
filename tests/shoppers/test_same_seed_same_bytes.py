"""The law of the seed: a journey's deliveries are the same bytes in every process, and others under another seed.

Run as a program the file prints the digest of the journey under the seed that is its argument.
"""

import os
import subprocess
import sys
from hashlib import sha256

import msgspec

from simulator.deliveries import Fault, Webhook, arrivals
from simulator.shoppers import (
    AddToCart,
    GiveKey,
    LogIn,
    PlaceOrder,
    Sources,
    StartCheckout,
    Town,
    Verb,
    ViewProduct,
    calls_of,
)

NOON = 1_772_452_800
JOURNEY: tuple[Verb, ...] = (
    ViewProduct("Maya", "laptop", sku="SERUM-30"),
    AddToCart("Maya", "phone", product="Calm Serum", quantity=2),
    AddToCart("Noor", "till", product="Crème de Jour"),
    StartCheckout("Maya", "laptop"),
    GiveKey("Maya", "laptop", "email"),
    LogIn("Maya", "phone"),
    PlaceOrder("Maya", "phone"),
    PlaceOrder("Noor"),
    PlaceOrder("Noor", email="noor@example.net", guest=True),
)


def digest(seed: int) -> str:
    town = Town(seed, currency="EUR")
    sent = [delivery for at, verb in enumerate(JOURNEY, NOON) for delivery in town.act(verb, at)]
    arrived = [
        arrival for delivery in sent for arrival in arrivals(delivery, Fault(times=2, fresh_key=True), seed=seed)
    ]
    calls = [calls_of(arrival.payload, Sources()) for arrival in arrived if isinstance(arrival.payload, Webhook)]
    return sha256(msgspec.msgpack.encode((arrived, calls))).hexdigest()


def digest_in_a_process(seed: int, hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, __file__, str(seed)]
    return subprocess.run(program, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_the_same_seed_gives_the_same_bytes_in_two_processes_under_two_hash_seeds() -> None:
    here = digest(7)

    assert digest_in_a_process(7, hash_seed="1") == digest_in_a_process(7, hash_seed="2") == here


def test_another_seed_gives_other_bytes() -> None:
    assert digest(7) != digest(8)


if __name__ == "__main__":
    print(digest(int(sys.argv[1])))
