"""What was said and how: words, voice, pauses, pace and loudness, from sound alone."""
