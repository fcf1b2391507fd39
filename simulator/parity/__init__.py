"""How like the real product: the list of its rules and the list of settings, as the project carries and corrects them.

The core does not read them; the parity page, the reference and the tests do.
"""

from simulator.parity.rules import GRADES, Grade, Rule, rules
from simulator.parity.settings import ListedSetting, listed_settings

__all__ = ["GRADES", "Grade", "ListedSetting", "Rule", "listed_settings", "rules"]
