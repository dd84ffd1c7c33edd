"""What was learned from the training excerpts: where promises stand, and how sure each record is."""
