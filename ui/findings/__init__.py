"""Findings (指摘・是正) in the window: what is to be put right, by when, and what the contractor did."""
