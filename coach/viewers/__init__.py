"""The practice audience: who comes in, what they type and when, how they react to what is said."""

from coach.viewers.director import Turn, react
from coach.viewers.hardness import hardness
from coach.viewers.heard import Heard
from coach.viewers.plan import open_room
from coach.viewers.room import Audience, Room
from coach.viewers.script import script

__all__ = ["Audience", "Heard", "Room", "Turn", "hardness", "open_room", "react", "script"]
