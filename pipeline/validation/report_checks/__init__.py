"""Check figures against each other and against the rest of their report."""
