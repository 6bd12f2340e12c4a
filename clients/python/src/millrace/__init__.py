"""Client of Millrace: events in, predictions out, training sets equal to what was served."""

from ._answers import Pipeline, Prediction, Sent, Why
from ._client import Client
from ._errors import MillraceError
from ._follow import Follower

__all__ = ["Client", "Follower", "MillraceError", "Pipeline", "Prediction", "Sent", "Why"]
