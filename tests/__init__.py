"""The tests of exemplary."""
