"""What a program or a file receives: JSON, SARIF, JSON schema."""
