"""What is safe to mend in raw files: their form, never what they say (`make fix`)."""

from pipeline.mend.change import Change
from pipeline.mend.file import Mended, mend_file
from pipeline.mend.folder import raw_tables, table_of

__all__ = ["Change", "Mended", "mend_file", "raw_tables", "table_of"]
