"""What viewers see in the picture: is the seller well in frame, is the light kind? One file a check."""
