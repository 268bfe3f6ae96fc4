"""The demo province: its people, its services and its local mailbox."""
