"""TALK: asks, shows, exits. One file a command; typer, questionary and rich are imported on this floor only."""
