"""The checklists: their editions, and the editor of a draft."""
