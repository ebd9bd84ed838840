"""What English needs: its folding, numbers, units, people and places."""
