"""What the components of the design need to draw: pictures and the look of provinces."""
