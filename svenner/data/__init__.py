"""Compiled data: the lexicon and the model."""
