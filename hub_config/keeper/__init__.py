"""Notebook servers and kernels forked from warm parents into each person's wall."""
