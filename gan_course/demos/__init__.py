"""What the lessons show and play with: a module a day, beside the tested functions that it draws on."""
