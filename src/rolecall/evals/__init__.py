"""Measures the coach on labelled cases."""
