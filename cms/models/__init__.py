"""Pages and what the public site keeps."""

from cms.models.assistance import AssistanceIndexPage, AssistancePage
from cms.models.base import SitePage
from cms.models.calculator import CalculatorPage
from cms.models.contact import ContactPage, SiteSettings
from cms.models.fairs import FairPage, FairsPage
from cms.models.funnel import DailyCount
from cms.models.home import HomePage, TextPage
from cms.models.news import FaqPage, NewsItemPage, NewsPage, SearchPage, SearchText
from cms.models.policy import DeclaredPage, IncentivePage, IncentivesPage, PapersPage, PolicyMention
from cms.models.section import Section
from cms.models.stories import StoriesPage, StoryCheck, StoryPage
from cms.models.training import TrainingPage
from cms.models.vacancies import VacanciesPage

__all__ = [
    "AssistanceIndexPage",
    "AssistancePage",
    "CalculatorPage",
    "ContactPage",
    "DailyCount",
    "DeclaredPage",
    "FairPage",
    "FairsPage",
    "FaqPage",
    "HomePage",
    "IncentivePage",
    "IncentivesPage",
    "NewsItemPage",
    "NewsPage",
    "PapersPage",
    "PolicyMention",
    "SearchPage",
    "SearchText",
    "Section",
    "SitePage",
    "SiteSettings",
    "StoriesPage",
    "StoryCheck",
    "StoryPage",
    "TextPage",
    "TrainingPage",
    "VacanciesPage",
]
