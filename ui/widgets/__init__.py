"""The pieces every room is built from."""
