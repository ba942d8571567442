"""Nodes with the page on which each begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from models.node import Node


def with_pages(nodes: Sequence[Node], pages: Sequence[int]) -> tuple[Node, ...]:
    """`nodes` with their pages, counted from 1; as they are where the source has none.

    Args:
        nodes: of one source.
        pages: where each page begins. Where several begin at one place, all but the last are empty.
    """
    if not pages:
        return tuple(nodes)
    return tuple(
        replace(node, page=bisect_right(pages, node.spans[0].span.start)) if node.spans else node
        for node in nodes
    )
