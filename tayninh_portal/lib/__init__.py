"""Pure helpers that know no model of the portal; each module stands alone and is fully typed."""
