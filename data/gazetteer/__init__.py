"""Tables from which the gazetteer of actors is compiled; see data/README.md."""
