"""The pipeline: printed figures of a statistical report, taken to a published data package."""
