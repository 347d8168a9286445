"""Firms, vacancies and cases for this room's tests. Each builder takes only what matters to it."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from clients.models import Client, RehabMeasure, Skill, Wish
from employers.models import Enterprise, State, Vacancy
from people.models import User
from stdnum.cn import uscc
from tests.cast import DONGSHENG, MONDAY, a_region

_serial = count(1)
