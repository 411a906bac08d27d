"""Logging in with the account of one's organisation (OpenID Connect); see docs/oidc.md."""
