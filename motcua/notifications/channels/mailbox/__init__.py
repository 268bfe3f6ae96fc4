"""The demo's mailbox: nothing leaves the machine, the letters are read at /demo/thu/."""
