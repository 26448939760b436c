"""The paper engine: blocks in, a document in the decree's form out.

It knows no model and needs no database and no configured Django: a document is a pure function
of the `content.Document` it is given, so that a frozen report can be printed again years later.
"""
