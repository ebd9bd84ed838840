"""Recordings are files named by their own bytes; what keeps them, here or in a bucket, is in `blobs`."""

from coach.store.blobs import Blobs as Recordings

__all__ = ["Recordings"]
