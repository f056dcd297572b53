#!/usr/bin/env python3
"""Reads exports with other people's libraries and prints what they found as JSON: `read-exports.py FOLDER`."""

import csv
import datetime
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

import docx
import docx.table
import icalendar
import pikepdf


def text(value):
    return None if value is None else str(value)


class Tags:
    """Walks the structure tree of a tagged PDF."""

    def __init__(self):
        self.order, self.alts, self.header_cells, self.scopes = [], [], 0, set()

    def walk(self, node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                self.walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                self.tag(node)
            if "/K" in node:
                self.walk(node.K)

    def tag(self, node):
        kind = str(node.S)
        self.order.append(kind)
        if kind == "/Figure":
            self.alts.append(text(node.get("/Alt")))
        if kind == "/TH":
            self.header_cells += 1


def pdf(path):
    with pikepdf.open(path) as document:
        root, tags = document.Root, Tags()
        tags.walk(root.StructTreeRoot.K)
        with document.open_metadata() as metadata:
            part = metadata.get("pdfuaid:part")
        fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
        embedded = all("/FontFile2" in d.FontDescriptor or "/FontFile3" in d.FontDescriptor for f in fonts for d in f.DescendantFonts)
        found = {
            "ua_part": part,
            "marked": bool(root.MarkInfo.Marked),
            "language": text(root.get("/Lang")),
            "title": text(document.docinfo.get("/Title")),
            "shows_title": bool(root.ViewerPreferences.DisplayDocTitle),
            "pages": len(document.pages),
            "tab_order": sorted({text(page.get("/Tabs")) for page in document.pages}, key=str),
            "fonts": sorted({text(font.BaseFont).split("+")[-1] for font in fonts}),
            "fonts_embedded": embedded,
            "tags": tags.order,
            "alts": tags.alts,
            "header_cells": tags.header_cells,
        }
    found["text"] = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True, text=True).stdout
    found["pages_text"] = found["text"].split("\f")
    return found


def zone(value):
    return text(value.params.get("TZID")) if value is not None else None


def utc(value):
    aware = isinstance(value, datetime.datetime) and value.tzinfo is not None
    return value.astimezone(datetime.timezone.utc).isoformat() if aware else value.isoformat()


ZONE = re.compile(rb"(TZID[:=])")


def ics(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        raw = file.read()
    calendar = icalendar.Calendar.from_ical(raw)
    # Under a name that nobody knows, the zone is what the file itself says of it
    unknown = icalendar.Calendar.from_ical(ZONE.sub(rb"\1Unknown-", raw))
    by_rules = [utc(event.decoded("DTSTART")) for event in unknown.walk("VEVENT")]
    events = [
        {
            "uid": text(event.get("UID")),
            "summary": text(event.get("SUMMARY")),
            "start": event.decoded("DTSTART").isoformat(),
            "end": event.decoded("DTEND").isoformat(),
            "utc": utc(event.decoded("DTSTART")),
            "utc_by_rules": rules,
            "zone": zone(event.get("DTSTART")),
            "location": text(event.get("LOCATION")),
            "description": text(event.get("DESCRIPTION")),
        }
        for event, rules in zip(calendar.walk("VEVENT"), by_rules)
    ]
    return {
        "version": text(calendar.get("VERSION")),
        "method": text(calendar.get("METHOD")),
        "organisers": sum("ORGANIZER" in event for event in calendar.walk("VEVENT")),
        "zones": [text(each.get("TZID")) for each in calendar.walk("VTIMEZONE")],
        "events": events,
    }


SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(path):
    """What stands in a workbook's cells, by sheet: text, numbers, and days as {"day": ...}."""
    with zipfile.ZipFile(path) as archive:
        part = lambda name: xml.etree.ElementTree.fromstring(archive.read(f"xl/{name}"))
        shared = ["".join(text.text or "" for text in string.iter(f"{SHEETS}t")) for string in part("sharedStrings.xml")]
        formats = [int(style.get("numFmtId")) for style in part("styles.xml").find(f"{SHEETS}cellXfs")]
        names = [sheet.get("name") for sheet in part("workbook.xml").find(f"{SHEETS}sheets")]
        return {name: rows(part(f"worksheets/sheet{at}.xml"), shared, formats) for at, name in enumerate(names, 1)}


def rows(sheet, shared, formats):
    assert not list(sheet.iter(f"{SHEETS}f")), "a formula"
    found = []
    for row in sheet.iter(f"{SHEETS}row"):
        cells = {}
        for cell in row:
            value = cell.find(f"{SHEETS}v")
            if value is not None:
                column = ord(cell.get("r")[0]) - ord("A")
                cells[column] = typed(cell, value.text, shared, formats)
        found.append([cells.get(column) for column in range(9)])
    return found


def typed(cell, value, shared, formats):
    if cell.get("t") == "s":
        return shared[int(value)]
    if formats[int(cell.get("s", 0))] == 14:
        return {"day": (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(float(value)))).isoformat()}
    return float(value)


def word(path):
    document = docx.Document(path)
    # Labels stand beside what they say in tables without lines; those hold paragraphs like any other.
    tables = [table for table in document.tables if table.style.name != "Labelled"]
    header = tables and [bool(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")) for table in tables]
    paragraphs = []
    for piece in document.iter_inner_content():
        if isinstance(piece, docx.table.Table) and piece.style.name == "Labelled":
            paragraphs += [paragraph for row in piece.rows for cell in row.cells for paragraph in cell.paragraphs]
        elif not isinstance(piece, docx.table.Table):
            paragraphs.append(piece)
    return {
        "title": document.core_properties.title,
        "language": document.core_properties.language,
        "paragraphs": [[paragraph.style.name, paragraph.text] for paragraph in paragraphs],
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in tables],
        "header_rows": header,
        "alts": [properties.get("descr") for properties in document.element.xpath("//wp:docPr")],
    }


def sheet(path):
    with open(path, encoding="utf-8", newline="") as file:
        assert file.read(1) == "\ufeff", "no mark of UTF-8"
        return list(csv.reader(file, strict=True))


def main(folder):
    if not os.path.exists(os.path.join(folder, "record.pdf")):
        return print(json.dumps({"ics": ics(os.path.join(folder, "record.ics"))}))
    at = lambda name: os.path.join(folder, name)
    found = {"pdf": pdf(at("record.pdf")), "ics": ics(at("record.ics"))}
    found |= {"docx": word(at("record.docx")), "agreement": word(at("agreement.docx"))}
    found["xlsx"] = workbook(at("record.xlsx"))
    found |= {"notes": sheet(at("notes.csv")), "actions": sheet(at("actions.csv"))}
    print(json.dumps(found))


main(sys.argv[1])
