"""A host's metrics as a person reads them: `maze3d watch`.

    reading.py   a page of /metrics                      picture.py   in colours, for a terminal
    figures.py   two readings into what is shown         lines.py     in plain words, for pipes
    course.py    the last minutes, and the silences      live.py      asks, draws, waits

Apart from live.py nothing here knows a clock or a socket. Nothing here knows a host's insides: it may run on
another computer and be of another version.
"""
