"""What the project does with its own checkout: setting up, running Node, making the reference."""
