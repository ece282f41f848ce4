"""From finished files to the published folder: the staging tree, the swap, and whose files are in the folder."""
