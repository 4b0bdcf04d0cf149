"""What the checks are worth: typical slips planted in the figures, and which rules tell them."""
