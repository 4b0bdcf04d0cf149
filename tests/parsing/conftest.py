"""What the tests of decoding share: the vocabulary that the pipeline itself uses."""

from pathlib import Path

import pytest

from pipeline.parsing import Lexicon

VOCABULARY = Path(__file__).parents[2] / "raw" / "vocabulary"


@pytest.fixture(scope="session")
def words() -> Lexicon:
    """The words of the committed vocabulary."""
    return Lexicon.from_folder(VOCABULARY)
