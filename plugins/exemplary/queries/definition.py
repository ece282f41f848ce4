"""How a query is defined: a method, and the fingerprint of its answer."""

import dataclasses
import functools
import hashlib
import inspect
import typing
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

Query = tuple[Any, ...]
"""The name of a query, then its arguments."""


Fingerprint = None | bool | int | str


class Recorder(Protocol):
    """What queries belong to: `recorded` holds each query that was asked, in order."""

    recorded: dict[Query, None]


Owner = TypeVar("Owner", bound=Recorder)
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


@dataclasses.dataclass(frozen=True)
class Definition:
    """One query.

    method       gives the answer
    fingerprint  (queries, *arguments) -> a value that changes whenever the answer does
    coarse       the name of a coarser query: if its answer is unchanged, so is this one's
    shared       how many of the arguments the coarser query has in common, counted from the first
    """

    method: Callable[..., object]
    fingerprint: Callable[..., object]
    coarse: str
    shared: int

    @functools.cached_property
    def arguments(self) -> Any:
        """The type of all arguments together, by which stored queries are read."""
        hints = typing.get_type_hints(self.method)
        names = [name for name in inspect.signature(self.method).parameters if name != "self"]
        return tuple[*(hints[name] for name in names)] if names else tuple[()]  # type: ignore[misc]


QUERIES: dict[str, Definition] = {}
"""Every query by name, in the order of their definitions."""


def query(
    fingerprint: Callable[..., object] | None = None, *, coarse: str = "", shared: int = 0
) -> Callable[[Callable[Concatenate[Owner, Arguments], Answer]], Callable[Concatenate[Owner, Arguments], Answer]]:
    """Make a method a query: each call is recorded. By default the fingerprint is that of the answer itself."""

    def define(
        method: Callable[Concatenate[Owner, Arguments], Answer],
    ) -> Callable[Concatenate[Owner, Arguments], Answer]:
        name = method.__name__

        def record(self: Owner, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
            self.recorded[(name, *arguments)] = None
            return method(self, *arguments, **named)

        QUERIES[name] = Definition(method, fingerprint or method, coarse, shared)
        record.__doc__ = method.__doc__
        return record

    return define


def fingerprint_of(answer: object) -> Fingerprint:
    """A short answer as it is, a long one as a digest."""
    if answer is None or isinstance(answer, (bool, int, str)):
        return answer
    return hashlib.blake2b(repr(answer).encode(errors="surrogatepass"), digest_size=8).hexdigest()
