"""The practice audience: who comes in, what they type and when, and how they react to what the learner says."""

from coach.viewers.director import Room, Turn, react
from coach.viewers.hardness import hardness
from coach.viewers.heard import Heard
from coach.viewers.plan import Audience, open_room
from coach.viewers.script import script

__all__ = ["Audience", "Heard", "Room", "Turn", "hardness", "open_room", "react", "script"]
