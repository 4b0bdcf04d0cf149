"""Runs where mlcroissant is installed: every record of every record set as JSON, a name of the set a line."""

import json
import logging
import sys

import mlcroissant


def text(value: object) -> str:
    """A loaded value as text; what is missing is blank."""
    if isinstance(value, bytes):
        return value.decode()
    if value is None or value != value:
        return ""
    return str(value)


logging.disable()
dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
for record_set in dataset.metadata.record_sets:
    records = [
        {name.partition("/")[2]: text(value) for name, value in record.items()}
        for record in dataset.records(record_set.id)
    ]
    print(json.dumps([record_set.id, records]))
