"""What happens to mr Bartels where files are counted, and where they are not? Run: python examples/one_household/bartels.py"""

import leefwereld as lw


def main() -> None:
    """Print the story of vignette V12 in English."""
    told = lw.story("V12", households=1_000, why=False)
    print(lw.story_text("V12", told, "en"))


if __name__ == "__main__":
    main()
