"""Which program made a package: its name and version, as the descriptions state it.

The version of the code is the pipeline's own number and not a hash of its modules. What decides
about the data is in the description already: the codes of the rules that were applied, and the
SHA-256 of every raw file that they were applied to. A hash of modules would change with each
comment, so that every commit of code would have to touch the published package and a reviewer
could no longer see in its diff whether the data changed. Dagster, which has to know what to run
again, is told such a hash (`pipeline/assets/code_version.py`); a reader of the data is not.
"""

from typing import Final

NAME: Final = "printed-figures"
VERSION: Final = "0.1.0"
"""The version in pyproject.toml, which a published folder and a copy of `pipeline/` do not carry."""
