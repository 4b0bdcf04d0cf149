"""What the tests of the descriptions share: the material that they are made from."""

from __future__ import annotations

import pytest

from pipeline.package import PackageInputs
from tests.package.committed import inputs


@pytest.fixture(scope="module")
def material() -> PackageInputs:
    """What the committed raw/ publishes, before it takes the form of files."""
    return inputs()
