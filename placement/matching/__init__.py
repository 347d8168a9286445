"""Matching as a kernel: records in, rankings and reasons out. No framework, no database."""
