"""What users ask of the system, and what they get back."""
