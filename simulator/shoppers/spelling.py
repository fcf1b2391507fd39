"""Names as material for made-up codes: their words without accents and punctuation."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def plain_words(name: str) -> tuple[str, ...]:
    """The words of `name` in its own case: `Crème de Jour (30 ml)` gives `Creme`, `de`, `Jour`, `30`, `ml`."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(_WORD.findall(unicodedata.normalize("NFC", bare)))
