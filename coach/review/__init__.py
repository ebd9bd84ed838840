"""How well trainers and the machine agree, and what the machine learns from corrections."""
