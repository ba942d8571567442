"""How rows are painted and edited; editing ends in an edit."""
