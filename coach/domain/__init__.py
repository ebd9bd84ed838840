"""The nouns everybody shares, and the rules that need nothing but them."""
