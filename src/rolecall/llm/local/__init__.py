"""llama.cpp through xllamacpp: a model on this machine, without a server to install; and where its files come from."""
