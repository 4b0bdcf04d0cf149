"""Generate the parts of docs/ that come from the code: rules with examples, modules, tables."""
