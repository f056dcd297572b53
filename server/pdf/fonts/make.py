#!/usr/bin/env python3
"""Makes the typefaces in this folder from their packages.

    npm pack @fontsource-variable/atkinson-hyperlegible-next @fontsource-variable/bricolage-grotesque @fontsource/vazirmatn \\
        @expo-google-fonts/noto-emoji
    apt-get download fonts-noto-core
    pip install fonttools brotli
    python3 make.py FOLDER_WITH_THE_PACKAGES

The packages of our own two typefaces hold one file per script and variable axes. Papers need static files with Latin and Latin Extended (Welsh,
Polish, Turkish) in one. Noto stands behind them with what they lack: Latin with the marks of Vietnamese and of African languages, Greek,
Cyrillic, Hebrew, symbols and emoji without colours. `python3 make.py FOLDER noto` makes Noto's files alone.
"""
import glob
import io
import os
import subprocess
import sys
import tarfile
import tempfile

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = os.path.dirname(os.path.abspath(__file__))


def package(folder, name):
    return tarfile.open(glob.glob(os.path.join(folder, f"fontsource*{name}-[0-9]*.tgz"))[0])


def font(archive, name):
    opened = TTFont(io.BytesIO(archive.extractfile(f"package/files/{name}.woff2").read()))
    opened.flavor = None
    return opened


def static(archive, name, axes):
    opened = font(archive, name)
    wanted = {axis.axisTag: axes[axis.axisTag] for axis in opened["fvar"].axes}
    return instancer.instantiateVariableFont(opened, wanted)


def merged(parts):
    """One font of several; the first gives the metrics."""
    paths = []
    for number, part in enumerate(parts):
        path = os.path.join(HERE, f".part-{number}.ttf")
        part.save(path)
        paths.append(path)
    font = Merger().merge(paths)
    for path in paths:
        os.remove(path)
    return font


def complete(font):
    """Adds what people's text and our own need and the packages lack: a box for what cannot be shown, and two kinds of unbreakable."""
    outlines, order = font["glyf"], font.getGlyphOrder()
    outlines["box"] = outlines[".notdef"]
    font["hmtx"]["box"] = font["hmtx"][".notdef"]
    if "box" not in order:
        font.setGlyphOrder([*order, "box"])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(0x25A1, "box")
            table.cmap.setdefault(0x2011, table.cmap[ord("-")])
            table.cmap.setdefault(0x202F, table.cmap[0xA0])
    return font


def save(font, family, style, weight, file):
    for record in list(font["name"].names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    names = {1: family, 2: style, 3: f"{family} {style}, Trestle", 4: f"{family} {style}", 6: f"{family} {style}".replace(" ", "")}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight >= 600
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    for table in ("STAT", "meta"):
        if table in font:
            del font[table]
    font.save(os.path.join(HERE, file))


def spans(*pairs):
    return {code for first, last in pairs for code in range(first, last + 1)}


# Latin with all its marks, Greek and Cyrillic with their old letters, punctuation, currencies, numbers; and marks that stand on any letter.
LETTERS = spans(
    (0x20, 0x52F), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF), (0x2000, 0x218F), (0x25CC, 0x25CC), (0x2C60, 0x2C7F),
    (0x2DE0, 0x2E5F), (0xA640, 0xA69F), (0xA700, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFE20, 0xFE2F), (0xFFFD, 0xFFFD),
)
# With the digits and stops that stand among Hebrew words, so that a line of it does not change its typeface.
HEBREW = spans((0x20, 0x7E), (0x590, 0x5FF), (0x200C, 0x200F), (0x20AA, 0x20AA), (0x25CC, 0x25CC), (0xFB1D, 0xFB4F))
# Arrows, operators, technical signs, letters and numbers in circles, boxes, shapes, dingbats.
SYMBOLS = spans((0x2190, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x27FF), (0x2900, 0x297F), (0x2B00, 0x2BFF))
# A choice of skin; without colours all look alike, and each doubles the pictures of people.
TONES = spans((0x1F3FB, 0x1F3FF))


def subset(path, wanted, features=("*",)):
    """The file with these characters, and what its own rules (marks, ligatures) make of them."""
    opened = TTFont(path)
    options = Options()
    options.hinting, options.glyph_names, options.notdef_outline = False, False, True
    options.layout_features = list(features)
    options.drop_tables += ["DSIG", "STAT", "meta", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(opened.getBestCmap()) & set(wanted))
    subsetter.subset(opened)
    return opened


def joined(path):
    """Characters that a font makes one picture of when they stand together: families, flags, digits on keys."""
    opened = TTFont(path)
    codes = {}
    for code, name in opened.getBestCmap().items():
        codes.setdefault(name, set()).add(code)
    found = set()
    for lookup in opened["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for name in {first}.union(*(ligature.Component for ligature in ligatures)):
                    found |= codes.get(name, set())
    return found


def noto(folder):
    """Noto, as Debian and npm package it."""
    with tempfile.TemporaryDirectory() as debian:
        subprocess.run(["dpkg", "-x", glob.glob(os.path.join(folder, "fonts-noto-core_*.deb"))[0], debian], check=True)
        files = os.path.join(debian, "usr/share/fonts/truetype/noto")
        for style, weight in (("Regular", 400), ("Bold", 700)):
            save(subset(f"{files}/NotoSans-{style}.ttf", LETTERS), "Noto Sans", style, weight, f"noto-sans-{weight}.ttf")
            save(subset(f"{files}/NotoSansHebrew-{style}.ttf", HEBREW), "Noto Sans Hebrew", style, weight, f"noto-sans-hebrew-{weight}.ttf")
        for name in ("Symbols", "Symbols2", "Math"):
            family = f"Noto Sans {name}"
            save(subset(f"{files}/NotoSans{name}-Regular.ttf", SYMBOLS, ()), family, "Regular", 400, f"noto-sans-{name.lower()}-400.ttf")
    archive = tarfile.open(glob.glob(os.path.join(folder, "expo-google-fonts-noto-emoji-*.tgz"))[0])
    with tempfile.NamedTemporaryFile(suffix=".ttf") as whole:
        whole.write(archive.extractfile("package/400Regular/NotoEmoji_400Regular.ttf").read())
        whole.flush()
        known = set(TTFont(whole.name).getBestCmap()) - TONES
        together = joined(whole.name) - TONES
        # In two files, since one would be larger than a file of ours may be; what makes one picture together is in the first.
        alone = sorted(known - together)
        half = {code for code in alone if code < EMOJI_BORDER}
        for family, wanted, file in (
            ("Noto Emoji", together | half, "noto-emoji-400.ttf"),
            ("Noto Emoji More", set(alone) - half, "noto-emoji-more-400.ttf"),
        ):
            save(subset(whole.name, wanted), family, "Regular", 400, file)
    # One licence for all of Noto: both packages carry it with the same words.
    with open(os.path.join(HERE, "OFL-noto.txt"), "wb") as licence:
        licence.write(archive.extractfile("package/LICENSE_FONT").read())


# The first character of the second file of emoji.
EMOJI_BORDER = 0x1F400


def main(folder, only=""):
    noto(folder)
    if only == "noto":
        return
    text = package(folder, "atkinson-hyperlegible-next")
    for style, weight in (("Regular", 400), ("Bold", 700)):
        parts = [static(text, f"atkinson-hyperlegible-next-{script}-wght-normal", {"wght": weight}) for script in ("latin", "latin-ext")]
        save(complete(merged(parts)), "Atkinson Hyperlegible Next", style, weight, f"atkinson-hyperlegible-next-{weight}.ttf")
    display = package(folder, "bricolage-grotesque")
    axes = {"opsz": 24, "wght": 700, "wdth": 100}
    parts = [static(display, f"bricolage-grotesque-{script}-standard-normal", axes) for script in ("latin", "latin-ext")]
    save(complete(merged(parts)), "Bricolage Grotesque", "Bold", 700, "bricolage-grotesque-700.ttf")
    arabic = package(folder, "vazirmatn")
    for style, weight in (("Regular", 400), ("Bold", 700)):
        save(font(arabic, f"vazirmatn-arabic-{weight}-normal"), "Vazirmatn", style, weight, f"vazirmatn-{weight}.ttf")
    for name, archive in (("atkinson-hyperlegible-next", text), ("bricolage-grotesque", display), ("vazirmatn", arabic)):
        with open(os.path.join(HERE, f"OFL-{name}.txt"), "wb") as licence:
            licence.write(archive.extractfile("package/LICENSE").read())


main(*sys.argv[1:])
