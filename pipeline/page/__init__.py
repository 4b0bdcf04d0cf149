"""The page people open: one HTML file of a published report, complete without a network."""

from pipeline.page.page import page

__all__ = ["page"]
