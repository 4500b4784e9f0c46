"""The hiring team's side: an ad beside the loop that is to fill it, and what would make them agree."""
