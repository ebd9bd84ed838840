"""What Vietnamese needs: its folding, numbers, units, people and places."""
