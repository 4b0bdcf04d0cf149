"""Whether what was keyed can be believed: pandera schemas and the rules about whole rows."""

from pipeline.validation.report import figure_checks, validate_capture, validate_section
from pipeline.validation.vocabulary import Vocabulary, validate_vocabulary

__all__ = [
    "Vocabulary",
    "figure_checks",
    "validate_capture",
    "validate_section",
    "validate_vocabulary",
]
