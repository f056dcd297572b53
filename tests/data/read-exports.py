#!/usr/bin/env python3
"""Reads exports with other people's libraries and prints what they found as JSON: `read-exports.py FOLDER`."""

import csv
import json
import os
import subprocess
import sys

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


def ics(path):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    events = [
        {
            "uid": text(event.get("UID")),
            "summary": text(event.get("SUMMARY")),
            "start": event.decoded("DTSTART").isoformat(),
            "location": text(event.get("LOCATION")),
            "description": text(event.get("DESCRIPTION")),
        }
        for event in calendar.walk("VEVENT")
    ]
    return {"version": text(calendar.get("VERSION")), "events": events}


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
    at = lambda name: os.path.join(folder, name)
    found = {"pdf": pdf(at("record.pdf")), "ics": ics(at("record.ics"))}
    found |= {"docx": word(at("record.docx")), "agreement": word(at("agreement.docx"))}
    found |= {"notes": sheet(at("notes.csv")), "actions": sheet(at("actions.csv"))}
    print(json.dumps(found))


main(sys.argv[1])
