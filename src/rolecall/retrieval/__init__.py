"""Chunk, embed, index in Chroma, search by words and by meaning, fuse, cite."""
