"""Hard limits and the room that is left before each."""
