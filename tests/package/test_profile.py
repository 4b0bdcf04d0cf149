"""The descriptor against the official JSON Schema of Data Package v2, by an engine of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.package.committed import descriptor

PROFILE = Path(__file__).parent / "profiles" / "datapackage-2.0.json"
Descriptor = dict[str, Any]


def faults(described: Descriptor) -> list[str]:
    """What the profile states against a descriptor."""
    profile = json.loads(PROFILE.read_text(encoding="utf-8"))
    engine = jsonschema.validators.validator_for(profile)
    engine.check_schema(profile)
    checker = engine.FORMAT_CHECKER
    return [
        error.message for error in engine(profile, format_checker=checker).iter_errors(described)
    ]


def first(described: Descriptor) -> Descriptor:
    """The first resource."""
    found: Descriptor = described["resources"][0]
    return found


def test_the_published_descriptor_keeps_the_profile() -> None:
    """`$schema` is never fetched by clients, so the profile has to be applied here."""
    assert faults(descriptor()) == []


@pytest.mark.parametrize(
    "breaks",
    [
        pytest.param(lambda each: each.update(resources=[]), id="no resources"),
        pytest.param(lambda each: each.update(licenses=[{"title": "free"}]), id="nameless licence"),
        pytest.param(
            lambda each: each["contributors"][0].update(roles="author"), id="roles not a list"
        ),
        pytest.param(lambda each: first(each).update(path="../figures.csv"), id="path goes up"),
        pytest.param(lambda each: first(each).update(path="/figures.csv"), id="absolute path"),
        pytest.param(lambda each: first(each).update(type="file"), id="type of resource"),
        pytest.param(lambda each: first(each).pop("name"), id="nameless resource"),
        pytest.param(
            lambda each: first(each)["schema"]["fields"][0].update(type="decimal"),
            id="type of field",
        ),
        pytest.param(
            lambda each: first(each)["schema"].update(fieldsMatch="exact"), id="fieldsMatch as text"
        ),
    ],
)
def test_the_profile_rejects_a_broken_descriptor(breaks: Callable[[Descriptor], object]) -> None:
    """A profile that rejects nothing would prove nothing."""
    broken = descriptor()
    breaks(broken)
    assert faults(broken)
