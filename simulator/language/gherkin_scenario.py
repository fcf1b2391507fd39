"""A written scenario of a feature file to a scenario value: every step becomes one item, in order.

What holds from the start (the shop, the start, segments, faults) counts wherever it stands; a shopper must have been
introduced before the step that names them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Node, Problems, node_of
from simulator.documents.problem import unknown
from simulator.instants import Instant, duration_words, instant_text, zone_from
from simulator.language.definition_text import WorkspaceText, workspace_above
from simulator.language.phrases.parts import (
    AlsoUses,
    CampaignIs,
    CampaignStops,
    DeliveryFault,
    EverythingArrives,
    HistoryShows,
    NewVisitor,
    Passes,
    ProfileShows,
    Reaches,
    SegmentIs,
    StartsAt,
    TradesIn,
    UsesSeed,
)
from simulator.language.sayings import IsOwn, Saying, understand
from simulator.language.tables import attribute_checks, history_check
from simulator.language.times import instant_named, is_reachable
from simulator.language.written import WrittenScenario, WrittenStep
from simulator.scenario import (
    DEFAULT_START,
    Act,
    Check,
    Expect,
    LetArrive,
    LetPass,
    Opaque,
    ReachInstant,
    Scenario,
    ScenarioItem,
    Setting,
    Shop,
    Shopper,
)
from simulator.shoppers import PlaceOrder, Verb
