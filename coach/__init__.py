"""Chốt Đơn: practise selling by livestream, and see what was heard and seen."""
