"""`coach kit`: everything a laptop without internet needs, in one folder for a USB stick."""
