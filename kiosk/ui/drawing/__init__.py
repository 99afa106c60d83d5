"""What is drawn by code: the cloth, the pictograms, test cards, and the textures kept of them."""
