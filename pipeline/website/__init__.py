"""Build `index.html`: one HTML file of a published report that is complete without a network."""

from pipeline.website.page import page

__all__ = ["page"]
