"""`coach models`: which weights are here, whether they are whole, and bringing more."""
