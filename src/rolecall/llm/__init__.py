"""Chat models through LangChain, token counts, one fault table, and the scripted model."""
