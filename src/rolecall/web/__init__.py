"""Gradio pages; they translate events into components and decide nothing."""
