"""A model on this machine through llama.cpp, without a server to install; and where its file comes from."""
