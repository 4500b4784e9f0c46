"""prompts/ and knowledge/ turned into checked values (the only room with jinja2 and yaml)."""
