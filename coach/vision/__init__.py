"""What a viewer would see in the picture: is the seller well in frame, is the light kind to her; one file a check."""
