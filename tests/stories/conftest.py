"""What the tests of stories stand on: a story about the clinic, and who works on it."""

import pytest
from flask import Flask

from partnerhub.people.model import User
from partnerhub.stories.model import Story
from tests.stories.making import begin


@pytest.fixture
def principal(house: Flask) -> User:
    return User.by_email("principal@demo.example")


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def coordinator(house: Flask) -> User:
    """Somebody of the clinic."""
    return User.by_email("partner@demo.example")


@pytest.fixture
def story(house: Flask) -> Story:
    """One that staff proposed."""
    return begin()
