"""What everybody may read and ask about entitlements: plain pages and a self-check. Knows no record, keeps nothing."""
