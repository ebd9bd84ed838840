"""The commands of groups, a file for each of those who use them; what they do lies beside."""
