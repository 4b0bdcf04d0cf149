"""The measurement of the committed report, made once: every error in every figure takes minutes."""

from pipeline.tools.mutation_testing.run import MutantResult, mutation_context, run_mutants
from tests.project import CHECKOUT, REPORT
from tests.shared import shared

TEXT = CHECKOUT.parent / "shared" / "source" / "caict-2020.md"


@shared
def measured() -> list[MutantResult]:
    """Every trial, with the report's text if there is a copy; the rules do not read the text."""
    return run_mutants(mutation_context(CHECKOUT, REPORT, TEXT if TEXT.exists() else None))
