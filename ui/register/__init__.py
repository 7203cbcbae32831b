"""The windows of the register: contractors, contracts, tiers, rosters."""
