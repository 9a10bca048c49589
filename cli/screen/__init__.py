"""What a person sees in a terminal. Rich is imported here and nowhere else."""
