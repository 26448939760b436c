"""The second factor (docs/decisions/0028): passkeys, one-time codes and recovery codes by
django-allauth, demanded of the protected roles, shown again before the gravest steps."""
