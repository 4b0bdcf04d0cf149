"""A published table as the bytes of its CSV file: UTF-8, LF, quotes only where needed."""

from __future__ import annotations

import csv
import io

import pandas as pd


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The same frame of text gives the same bytes, on every machine and in every locale."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(frame.itertuples(index=False, name=None))
    return out.getvalue().encode()
