"""Where the reading of a sentence stands: what comes next, and what is said when it is something else."""

from collections.abc import Iterable

from simulator.documents import Place, Problems
from simulator.documents.problem import did_you_mean, nearest
from simulator.workspace.segments.sentences.tokens import Token, tokens_of

_QUOTES = "'`´‘’“”„«»"  # noqa: RUF001 the look-alikes are the point: people paste them for double quotes
_WORDS_LOOKED_AT = 4
"""How many words ahead may be a misspelt phrase."""


class UnreadableError(Exception):
    """The rest of the sentence can't be read: something else was expected at a place."""

    def __init__(self, place: Place, message: str) -> None:
        self.place = place
        super().__init__(message)


class Cursor:
    """The tokens of a sentence that begins at `place`, and the position of the first unread one."""

    def __init__(self, text: str, place: Place, problems: Problems) -> None:
        self._text = text
        self._place = place
        self._problems = problems
        self._tokens = tokens_of(text)
        self._position = 0

    @property
    def here(self) -> Token:
        """The first unread token."""
        return self._tokens[self._position]

    @property
    def following(self) -> Token:
        """The token after the first unread one."""
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Read one token; the end stays where it is."""
        token = self.here
        self._position = min(self._position + 1, len(self._tokens) - 1)
        return token

    def took(self, phrase: str) -> bool:
        """Read the keywords of `phrase` if they come next."""
        words = phrase.split()
        ahead = self._tokens[self._position : self._position + len(words)]
        if [token.keyword for token in ahead] != words:
            return False
        self._position += len(words)
        return True

    def took_one(self, phrases: Iterable[str]) -> str | None:
        """Read the longest of the phrases that comes next."""
        return next((phrase for phrase in sorted(phrases, key=len, reverse=True) if self.took(phrase)), None)

    def need(self, phrase: str) -> None:
        """Read the keywords of `phrase`, which must come next."""
        if not self.took(phrase):
            raise self.expected(f"'{phrase}'", near=(phrase,))

    def written_since(self, first: Token) -> str:
        """The text from `first` to the last token read."""
        last = self._tokens[self._position - 1]
        return self._text[first.start : last.start + len(last.text)]

    def note(self, token: Token, message: str) -> None:
        """Note a problem at the token and go on."""
        self._problems.add(self._place_of(token), message)

    def expected(self, what: str, *, near: Iterable[str] = ()) -> UnreadableError:
        """That something else comes next than `what`, with the phrase of `near` that it is most like."""
        message, advice = f"expected {what}, found {_shown(self.here)}", self.advice(near)
        return self.unreadable(self.here, f"{message}.{advice}" if advice else message)

    def unreadable(self, token: Token, message: str) -> UnreadableError:
        return UnreadableError(self._place_of(token), message)

    def _place_of(self, token: Token) -> Place:
        return self._place.inside(self._text, token.start)

    def advice(self, near: Iterable[str]) -> str:
        """A sentence with the phrase that the next words are most like, one, two or more of them; else empty."""
        phrases, ahead = tuple(near), ""
        for token in self._tokens[self._position : self._position + _WORDS_LOOKED_AT]:
            if not token.keyword:
                break
            ahead = f"{ahead} {token.keyword}".strip()
            if nearest(ahead, phrases):
                return did_you_mean(ahead, phrases)
        return ""


def _shown(token: Token) -> str:
    match token.kind:
        case "end":
            return "the end of the sentence"
        case "quoted":
            return token.text
        case "stray" if token.text == '"':
            return "a quote that is not closed in its line"
        case "stray" if token.text in _QUOTES:
            return f"the quote {token.text}, which is no plain one"
        case _:
            return f"'{token.text}'"
