#!/usr/bin/env python3
"""Makes the typefaces in this folder from their npm packages.

    npm pack @fontsource-variable/atkinson-hyperlegible-next @fontsource-variable/bricolage-grotesque @fontsource/vazirmatn
    pip install fonttools brotli
    python3 make.py FOLDER_WITH_THE_TGZ

The packages hold one file per script and variable axes. Papers need static files with Latin and Latin Extended (Welsh, Polish, Turkish) in one.
"""
import glob
import io
import os
import sys
import tarfile

from fontTools.merge import Merger
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


def main(folder):
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


main(sys.argv[1])
