"""Tường trình: what the person a finding is about was asked to tell, and told."""
