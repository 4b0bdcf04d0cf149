"""What the documentation says that the code knows: rules with examples, parts, tables."""
