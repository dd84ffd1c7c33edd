"""From questions to cited answers; import the module needed."""
