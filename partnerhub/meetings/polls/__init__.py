"""Finding a time that suits all who are to meet, with or without an account."""
