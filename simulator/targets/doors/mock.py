"""The value of `customerio_mock`: a workspace that answers the calls of the test's own code, and what came of them."""

from collections.abc import Callable
from threading import RLock

from msgspec.structs import replace

from simulator.targets.silence import silence_words
from simulator.targets.target import Target
from simulator.wire import DEFAULT_CREDENTIALS, Credentials, Request, Response
from simulator.wire.control import BASE
from simulator.wire.control_answers import JournalEntry
from simulator.wire.credentials import headers_of

Answer = Callable[[Request], Response]
"""What a door does with a call: hands it over and gives back what came."""


class CustomerIOMock:
    """The workspace behind the doors of this test.

    It takes its own `credentials` and those that `simulator serve` has by default; others are answered as Customer.io
    answers wrong ones, until `accept` names them.
    """

    def __init__(self, workspace: Target) -> None:
        self.workspace = workspace
        """Whom to ask what became of the calls: `people()`, `messages()`, `segment(name)`, `why(...)`."""
        self.calls: list[tuple[Request, Response]] = []
        """Every call that was answered and how, the refused ones too, oldest first."""
        self._keys: dict[str, str] = {}
        self._one_at_a_time = RLock()
        self.accept(DEFAULT_CREDENTIALS)

    @property
    def credentials(self) -> Credentials:
        """Those of the workspace itself."""
        return self.workspace.credentials

    def accept(self, credentials: Credentials) -> None:
        """Take these credentials too, as code has them that is not to be changed for the test."""
        self._keys.update(zip(headers_of(credentials), headers_of(self.credentials), strict=True))

    def answer(self, request: Request) -> Response:
        """The workspace's answer to a call of the test's own code, from whichever thread it comes."""
        with self._one_at_a_time:
            response = self.workspace.answer(self._admitted(request))
            self.calls.append((request, response))
        return response

    def _admitted(self, request: Request) -> Request:
        """The call with the workspace's credentials for those it accepts; our own routes are not Customer.io's."""
        key = self._keys.get(request.headers.get("authorization", ""))
        if key is not None:
            request = replace(request, headers={**request.headers, "authorization": key})
        return replace(request, path=f"/{request.path}") if request.path.startswith(BASE) else request

    def requests(self) -> tuple[JournalEntry, ...]:
        """The calls that reached the workspace, with every effect, oldest first."""
        return self.workspace.requests()

    def silent(self) -> tuple[JournalEntry, ...]:
        """The calls that were accepted and changed nothing."""
        return self.workspace.silent_requests()

    def assert_nothing_was_ignored(self) -> None:
        """Fail if an accepted request changed nothing, and say of each why.

        Raises:
            AssertionError: there are such requests.
        """
        __tracebackhide__ = True
        if silent := self.silent():
            lines = (f"  {words}" for words in map(silence_words, silent))
            raise AssertionError("\n".join(("accepted requests were silently ignored:", *lines)))
