"""Propose rows of raw/ from a text: a person decides about each of them."""
