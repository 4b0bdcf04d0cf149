"""What a release hands on: the report that a tag names, the zip's checksums and notes, the site.

No shell reads a data file: whatever a target or a workflow needs to know of `raw/` is asked here,
where it is validated first.
"""
