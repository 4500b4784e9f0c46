"""What runs inside the walled-off child: parsers of strangers' bytes; nothing here sees a key or a file."""
