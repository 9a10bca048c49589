"""Calls that leave the machine while a database transaction is open, in languages other than Python.

A transaction is what the source shows as one in the same function: a block that a mapper runs in one, a method that an
annotation puts into one, a function that takes one, or the ground between a begin and its commit. Calls are not
followed into other functions, and what runs later (a job, a callback after the commit, another thread) is none.
"""

from checks.probes.repo.code.transactions.reading import Inside, inside

__all__ = ["Inside", "inside"]
