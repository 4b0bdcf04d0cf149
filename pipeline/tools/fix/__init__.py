"""Fix the format of raw files, never their content (`make fix`)."""

from pipeline.tools.fix.fix import FixedFile, FormatChange, fix_file, raw_tables, table_of

__all__ = ["FixedFile", "FormatChange", "fix_file", "raw_tables", "table_of"]
