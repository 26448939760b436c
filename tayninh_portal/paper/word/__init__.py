"""A document as a DOCX file, made of the blocks and the form that its PDF is made of (ADR 0035)."""
