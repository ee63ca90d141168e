"""Turns the Markdown pages into the site; the only module that knows the engine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from enact_site.nav import menu, navigation
from enact_site.pages import Page
from enact_site.settings import DEFAULT_LANGUAGE, ROOT, SiteSettings
from enact_site.words import words

ENGINE = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


class EngineError(Exception):
    """The engine refused the pages; carries its own messages."""


def write_configuration(
    settings: SiteSettings, language: str, pages: Sequence[Page], target: Path
) -> Path:
    """Write the configuration of one language, which inherits `mkdocs.yml`."""
    word = words(language)
    configuration = {
        "INHERIT": os.path.relpath(ROOT / "mkdocs.yml", settings.build),
        "docs_dir": str(settings.pages / language),
        "site_dir": str(target),
        "site_description": word("Learn AI by doing, in the Grand Est region."),
        "theme": {"language": language, "custom_dir": str(ROOT / "site" / "theme")},
        "nav": navigation(word, pages),
        "extra": {"menu": menu(word, pages), "ui": interface(settings, language)},
    }
    path = settings.build / f"mkdocs.{language}.yml"
    path.write_text(yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def interface(settings: SiteSettings, language: str) -> dict[str, str]:
    """Return the words and addresses that the theme shows on every page."""
    word = words(language)
    pages = {
        "fr": ("accessibilite", "mentions-legales", "confidentialite", "plan"),
        "en": ("accessibility", "legal", "privacy", "sitemap"),
    }[language]
    return {
        "menu": word("Main menu"),
        "trail": word("You are here"),
        "home": word("Home"),
        "theme": word("Dark or light"),
        "search": word("Search"),
        "sign_in": word("Sign in"),
        "sign_in_url": settings.hub("/hub/"),
        "other_language": "Version française" if language == "en" else "English version",
        "other_code": "FR" if language == "en" else "EN",
        "accessibility": word("Accessibility: not compliant"),
        "accessibility_url": f"{pages[0]}.html",
        "legal": word("Legal notice"),
        "legal_url": f"{pages[1]}.html",
        "privacy": word("Privacy"),
        "privacy_url": f"{pages[2]}.html",
        "sitemap": word("Search and site map"),
        "sitemap_url": f"{pages[3]}.html",
        "about": word("ENACT Academy, the training platform of the AI cluster of Grand Est."),
        "licences": word("Code BSD-3-Clause, courses CC-BY-4.0."),
        "footer": word("About this site"),
        "root": settings.root,
    }


def render(settings: SiteSettings, pages: Mapping[str, Sequence[Page]]) -> None:
    """Render all languages, then put the finished site in its place in one step.

    Readers never meet a half-built site: the old one stays until the new one is whole.

    Raises:
        EngineError: the engine reported a problem in a page.
    """
    scratch = settings.build / "site.new"
    shutil.rmtree(scratch, ignore_errors=True)
    targets = {language: scratch / language for language in pages}
    configurations = [
        write_configuration(settings, language, found, targets[language])
        for language, found in pages.items()
    ]
    for start in range(0, len(configurations), settings.jobs):
        _run_engine(configurations[start : start + settings.jobs])
    for language, target in targets.items():
        if language != DEFAULT_LANGUAGE:
            target.rename(targets[DEFAULT_LANGUAGE] / language)
    _replace(settings.site, targets[DEFAULT_LANGUAGE])
    shutil.rmtree(scratch)


def _run_engine(configurations: Sequence[Path]) -> None:
    running = [
        subprocess.Popen(  # noqa: S603
            [*ENGINE, "--config-file", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        for path in configurations
    ]
    failures = []
    for process, path in zip(running, configurations, strict=True):
        output, _ = process.communicate()
        if process.returncode:
            failures.append(f"{path.name}:\n{output.strip()}")
    if failures:
        raise EngineError("\n\n".join(failures))


def _replace(old: Path, new: Path) -> None:
    retired = old.with_name(f"{old.name}.old")
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists():
        old.rename(retired)
    new.rename(old)
    shutil.rmtree(retired, ignore_errors=True)
