"""Questions about published forms and about addresses typed into them."""
