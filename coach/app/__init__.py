"""The pages that a learner sees, one file a page."""
