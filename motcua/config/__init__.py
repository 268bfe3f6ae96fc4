"""The roof: settings, addresses and the wiring that knows every floor."""
