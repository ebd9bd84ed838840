"""The course as data: lesson files become lessons, or an error naming file, line, field and right word."""
