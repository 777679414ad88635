"""How long things are kept, and what is held of one person."""
