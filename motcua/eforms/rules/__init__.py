"""Pure laws of forms: definitions, conditions, checking of answers, summaries."""
