"""Work on strangers' bytes in another process, with limits."""
