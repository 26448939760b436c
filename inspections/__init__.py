"""The records: visits, findings, complaints, self-inspections, and the agencies they are about."""
