"""The course as data: lesson files become lessons, or an error naming file, line, field and right word."""

from coach.course.course import Course, check, load

__all__ = ["Course", "check", "load"]
