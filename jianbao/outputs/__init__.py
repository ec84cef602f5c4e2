"""What is published: siblings that know the model and not each other, and write nothing."""
