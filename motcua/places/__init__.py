"""Where: administrative units with dates, agencies and their divisions, the working calendar."""
