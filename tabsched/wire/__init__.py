"""Text of the wire, XML or JSON, to and from one neutral tree: nothing judged, nothing lost."""
