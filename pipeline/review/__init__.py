"""What a reader says of the records: accepted, corrected, refused or added, each tied to the text."""
