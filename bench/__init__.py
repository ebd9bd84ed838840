"""Benchmarks: figures with their targets, never part of a test."""
