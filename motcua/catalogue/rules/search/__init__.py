"""Understanding what people type, and what answers it best."""
