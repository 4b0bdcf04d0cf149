"""Generate the parts of docs/ that the code knows: rules with examples, modules, tables."""
