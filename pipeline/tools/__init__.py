"""Tools around the flow: diff, verify, fix, source text, mutation testing, generated documents."""
