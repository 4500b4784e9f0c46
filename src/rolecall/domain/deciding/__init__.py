"""What is known, promised and uncertain of a role, what would change its reading, and three ways to go on."""
