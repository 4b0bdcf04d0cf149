"""Fix the format of raw files, never their content (`make fix`)."""

from pipeline.tools.fix.fix import Change, Mended, mend_file, raw_tables, table_of

__all__ = ["Change", "Mended", "mend_file", "raw_tables", "table_of"]
