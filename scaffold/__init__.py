"""BUILD: a chosen rung becomes a plan of changes, then files; a receipt, undo and proof belong to it."""
