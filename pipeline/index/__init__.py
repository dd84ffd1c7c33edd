"""Finding passages: cutting, embedding, dense and keyword search; import the module needed."""
