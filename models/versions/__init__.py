"""新版本: which file is another version of a known notice, what of its review holds on, and what has changed."""
