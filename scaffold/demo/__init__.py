"""The whole story on this machine: a monolith drowns, is looked at, climbs, and is measured again."""
