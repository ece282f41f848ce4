"""The graph of records: what connects them."""

from exemplary.graph.honours import comparable
from exemplary.graph.linking import link
from exemplary.graph.model import Edge, SiteGraph, sort_key

__all__ = ["Edge", "SiteGraph", "comparable", "link", "sort_key"]
