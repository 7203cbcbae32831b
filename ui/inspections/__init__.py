"""On-site inspections (実地検査) in the window: the list, the plan, the conduct, the record."""
