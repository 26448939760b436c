"""No example of a property is held against a clock: by itself Hypothesis gives each 0.2 s."""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
