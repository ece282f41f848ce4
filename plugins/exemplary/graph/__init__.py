"""Records and what connects them."""

from exemplary.graph.honours import comparable
from exemplary.graph.linking import link
from exemplary.graph.model import Edge, SiteGraph, award_date, date_of, latest_award, places_of, sort_key

__all__ = ["Edge", "SiteGraph", "award_date", "comparable", "date_of", "latest_award", "link", "places_of", "sort_key"]
