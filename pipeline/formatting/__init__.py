"""Format numbers, periods and codes as text in both languages, for the website, the readable tables and the README."""
