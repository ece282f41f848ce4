"""Places in time: under which units a record is listed, and why.

A record keeps the unit it had at its time. It is also listed
  under the units above it, if they were above it when the deed was done, or still are today;
  under what its unit became, whole or in part;
  under what became of a unit above, or of a unit that its own was merged into, provided that unit was transferred whole
  (if only a part was, nobody can tell whether that part contains the place).
"""

import dataclasses
import datetime
import functools
from collections.abc import Mapping

from exemplary.i18n import vietnamese
from exemplary.i18n.dates import PartialDate
from exemplary.records.schema.registers import AnyEntry, PlaceEntry, Successor
from exemplary.records.schema.types import Ref


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """A unit under which a place is listed.

    since, until  when the unit was above the place, if limited (inclusive)
    former        the unit that became this one, if there was a succession
    how           what happened to that former unit: one of `SUCCESSIONS`
    gained        the day since which the former unit owned the land that was transferred here
    """

    place: Ref
    since: PartialDate | None = None
    until: PartialDate | None = None
    former: Ref | None = None
    how: str = ""
    gained: PartialDate | None = None

    def includes(self, other: "Reach") -> bool:
        """Whether this reach holds on every day on which the other does."""
        limits = (self.since, self.until, self.gained)
        return limits[1:] == (None, None) or limits == (other.since, other.until, other.gained)

    def holds_at(self, day: datetime.date | None) -> bool:
        """Whether a record of that day is listed here: the day is in the period, or the period has no end.

        A record without a day is always listed, unless the land was gained later: then the day must be known to be
        later.
        """
        if self.gained and (day is None or not _covers(self.gained, None, day)):
            return False
        return day is None or self.until is None or _covers(self.since, self.until, day)


class Places:
    """The places register, with queries about time."""

    def __init__(self, entries: Mapping[Ref, PlaceEntry]) -> None:
        self.entries = entries
        self.reaches = functools.cache(self._reaches)

    def _reaches(self, place: Ref) -> tuple[Reach, ...]:
        """Every unit under which a record at `place` is listed: the place itself first, then by length of the path."""
        found: dict[Reach, None] = {}
        waiting = [(Reach(place), True)]
        while waiting:
            reach, own = waiting.pop(0)
            entry = self.entries.get(reach.place)
            if entry is None or any(reach.place == other.place and other.includes(reach) for other in found):
                continue
            found[reach] = None
            waiting += [(above, False) for above in _above(entry, reach)]
            waiting += [(after, own and after.how != "merged") for after in self._after(entry, reach, own)]
        return tuple(found)

    def _after(self, entry: PlaceEntry, reach: Reach, own: bool) -> list[Reach]:
        brought = self._brought(entry, reach)
        known = brought or (entry.successors if own else ())
        whole = (one for one in entry.successors if one.part == "whole" and one not in known)
        return [self._become(entry, one, reach, since=not brought) for one in (*known, *whole)]

    def _brought(self, entry: PlaceEntry, reach: Reach) -> tuple[Successor, ...]:
        """For a unit that another was merged into: the successors that received the land which came by this merger."""
        former = self.entries.get(reach.former) if reach.former and reach.how == "merged" else None
        merged = former.to.end.following if former and former.to and former.to.end else None
        return tuple(one for one in entry.successors if merged and one.since and one.since.start == merged)

    def _become(self, entry: PlaceEntry, successor: Successor, reach: Reach, *, since: bool) -> Reach:
        how, former = succession(entry, successor, self.entries.get(successor.place)), Ref("places", entry.id)
        gained = (successor.since if since else None) or reach.gained
        return Reach(successor.place, reach.since, reach.until, former, how, gained)

    def chain(self, place: Ref) -> tuple[tuple[Ref, PlaceEntry | None], ...]:
        """A place and every unit that was ever above it, each with its entry: all that `above` depends on."""
        found: dict[Ref, PlaceEntry | None] = {}
        waiting = [place]
        while waiting:
            one = waiting.pop()
            if one not in found:
                entry = found[one] = self.entries.get(one)
                waiting += [parent.place for parent in entry.parent] if entry else []
        return tuple(found.items())

    def above(self, place: Ref, day: datetime.date | None = None) -> tuple[Ref, ...]:
        """The units above a place on a day (by default, the latest known), nearest first."""
        chain: list[Ref] = []
        while (entry := self.entries.get(place)) and entry.parent:
            standing = [p for p in entry.parent if day is None or _covers(p.from_, p.to, day)] or list(entry.parent)
            place = standing[-1].place
            if place in chain:
                break
            chain.append(place)
        return tuple(chain)


SUCCESSIONS = ("became", "merged", "part")


def succession(entry: PlaceEntry, successor: Successor, after: AnyEntry | None) -> str:
    """Whether a unit got another name or level (`became`), was merged whole, or was transferred in part."""
    if successor.part == "part":
        return "part"
    return successor.how or ("became" if _is_renamed(entry, after) else "merged")


def _is_renamed(entry: PlaceEntry, after: AnyEntry | None) -> bool:
    """Whether the later unit has a start date and the same name, regardless of level."""
    if not isinstance(after, PlaceEntry) or not after.from_:
        return False
    return vietnamese.unit_name(after.label("vi")) == vietnamese.unit_name(entry.label("vi"))


def _above(entry: PlaceEntry, reach: Reach) -> list[Reach]:
    return [
        dataclasses.replace(
            reach, place=parent.place, since=_later(parent.from_, reach.since), until=_earlier(parent.to, reach.until)
        )
        for parent in entry.parent
    ]


def _later(*starts: PartialDate | None) -> PartialDate | None:
    return max((start for start in starts if start), key=lambda start: start.last, default=None)


def _earlier(*ends: PartialDate | None) -> PartialDate | None:
    return min((end for end in ends if end), key=lambda end: end.last, default=None)


def _covers(start: PartialDate | None, end: PartialDate | None, day: datetime.date) -> bool:
    begun = start is None or start.start is None or start.start.first <= day
    return begun and (end is None or day <= end.last)
