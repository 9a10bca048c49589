"""Teams, skills and promises: what decides rungs that no load figure can decide."""
