"""The journey of a scenario file: one verb an entry, with who, where and when, and what befalls its deliveries."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Node, Place, Problems
from simulator.documents.problem import unknown
from simulator.documents.reading import boolean, expect, items, mapping, one_of
from simulator.language.entries import Entry, not_yet, read_entry
from simulator.language.times import read_duration
from simulator.language.wording import fault_words, verb_words
from simulator.scenario import Act
from simulator.shoppers import (
    AddToCart,
    DeviceName,
    GiveKey,
    KeyKind,
    LogIn,
    Money,
    PlaceOrder,
    StartCheckout,
    Verb,
    ViewProduct,
)

DEVICES: tuple[DeviceName, ...] = ("laptop", "phone", "tablet", "till")
_KEYS: tuple[KeyKind, ...] = ("email", "customer id")
_COMMON = ("at", "shopper", "on", "does", "delivery")
_MONEY = re.compile(r"(\d{1,12}(?:\.\d{1,3})?) ([A-Z]{3})", re.ASCII)
