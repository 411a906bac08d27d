"""What the network must be able to show: who is responsible, what leaked, what to look at again."""
