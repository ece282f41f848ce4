"""What a host made: the ordinary pages of a site."""

import dataclasses

from exemplary.diagnostics import Diagnostic


@dataclasses.dataclass(frozen=True, slots=True)
class OrdinaryOutput:
    """The pages that a host wrote, as (address, date of change or ""), and its findings."""

    pages: tuple[tuple[str, str], ...] = ()
    findings: tuple[Diagnostic, ...] = ()
