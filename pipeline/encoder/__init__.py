"""The weights of the default encoder, and graphs written from them for onnxruntime to run."""
