"""Text from data on its way into a language: one function for each sink, which makes it inert there.

What is escaped where, and why, is listed in docs/security.md. Terminals are served by
`pipeline.rules.wording.harmless_lines`, HTML by the templates, which escape by default.
"""
