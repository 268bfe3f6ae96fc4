"""Ways a message leaves the house: one folder per way, chosen by EMAIL_URL."""
