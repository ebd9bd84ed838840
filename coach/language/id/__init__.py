"""What Indonesian needs: its folding, numbers, units, people and places."""
