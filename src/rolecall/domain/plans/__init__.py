"""The plan that prepares for both, promise and reality."""
