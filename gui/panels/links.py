"""Addresses of the links inside the review view: a node, or words of the source."""

from __future__ import annotations

from models.ids import NodeId
from models.source import Span


def node_link(node_id: NodeId) -> str:
    """The address of a node."""
    return f"node:{node_id}"


def span_link(span: Span) -> str:
    """The address of words of the source."""
    return f"span:{span.start}-{span.end}"


def read_link(href: str) -> NodeId | Span | None:
    """What an address leads to."""
    name, _, place = href.partition(":")
    if name == "node":
        return NodeId(int(place))
    if name == "span":
        start, end = place.split("-")
        return Span(int(start), int(end))
    return None
