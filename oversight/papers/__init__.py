"""Papers the office prints: PDF made in memory, the same bytes for the same record.

Importing this package is cheap; the PDF library and the image library load with the first paper.
"""

from __future__ import annotations

from oversight.papers.paper import Paper

__all__ = ["Paper"]
