"""The newsletter: issues made of stories and a few words, sent to whoever asked for them twice."""
