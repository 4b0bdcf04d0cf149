"""Format numbers, periods and codes as text in both languages, for the website, the simple CSV and the README."""
