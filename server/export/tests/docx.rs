//! A DOCX, unpacked and read as Word would: headings, tables, alternative texts, language, direction, and no byte that XML cannot hold.

use quick_xml::{Reader, events::Event};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use trestle_core::record::paper::{Item, Paper, Plot, Point, Table};
use trestle_export::docx;
use trestle_protocol::Time;
use zip::ZipArchive;

/// A paper of which every text is this one.
fn paper(text: &str) -> Paper {
    let mut paper = Paper {
        title: text.to_owned(),
        kind: "The record".to_owned(),
        workshop: text.to_owned(),
        made_at: Time(1_795_530_300_000),
        zone: String::new(),
        draft: true,
        byline: String::new(),
        front: Vec::new(),
        blocks: Vec::new(),
    };
    paper.section("What we agreed");
    paper.lead(text);
    paper.stands_alone();
    paper.section("Problems");
    paper.part(text);
    paper.paragraph(text);
    paper.field("Why it matters", text);
    paper.list("Notes", [Item { text: text.to_owned(), aside: text.to_owned() }]);
    let point = Point { number: 1, x: 2.0, y: 3.0, spread: (1.0, 0.5) };
    paper.picture(Plot {
        caption: "A picture".to_owned(),
        alt: format!("Alt: {text}"),
        x: "Seriousness".to_owned(),
        y: "Priority".to_owned(),
        points: vec![point],
    });
    paper.question(text);
    paper.table(Table::new("Who does what", [("What", 3), ("Who", 1)]).with([[text.to_owned(), "Ada".to_owned()]]));
    paper
}

fn unpack(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

/// A paragraph: its style, and what it says.
type Paragraph = (String, String);

/// What a reader of `document.xml` finds.
#[derive(Default)]
struct Found {
    paragraphs: Vec<Paragraph>,
    alts: Vec<String>,
    captions: Vec<String>,
    header_rows: usize,
    rows: usize,
    rtl: usize,
}

fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> String {
    let value = element.attributes().map(|a| a.expect("an attribute")).find(|a| a.key.as_ref() == name);
    let raw = value.map(|a| a.value.into_owned()).unwrap_or_default();
    quick_xml::escape::unescape(&raw).expect("escapes").into_owned()
}

fn read(xml: &[u8]) -> Found {
    let text = std::str::from_utf8(xml).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    let (mut found, mut style, mut said, mut in_text) = (Found::default(), String::new(), String::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                "w:pStyle" => style = attribute(&e, "w:val"),
                "w:t" => in_text = true,
                "w:br" if attribute(&e, "w:type").is_empty() => said.push('\n'),
                "w:tab" => said.push('\t'),
                "wp:docPr" => found.alts.push(attribute(&e, "descr")),
                "w:tblCaption" => found.captions.push(attribute(&e, "w:val")),
                "w:tblHeader" => found.header_rows += 1,
                "w:tr" => found.rows += 1,
                "w:bidi" => found.rtl += 1,
                _ => {}
            },
            Event::Text(e) if in_text => said.push_str(&e),
            Event::GeneralRef(e) if in_text => said.push_str(&quick_xml::escape::unescape(&format!("&{};", &*e)).expect("an escape")),
            Event::End(e) => match e.name().as_ref() {
                "w:t" => in_text = false,
                "w:p" => found.paragraphs.push((std::mem::take(&mut style), std::mem::take(&mut said))),
                _ => {}
            },
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn says<'a>(found: &'a Found, style: &str) -> Vec<&'a str> {
    found.paragraphs.iter().filter(|(of, _)| of == style).map(|(_, text)| text.as_str()).collect()
}

#[test]
fn every_piece_is_what_it_is_called() {
    let files = unpack(docx(&paper("Cards & \"rules\" <b>\n\tsecond line")).expect("a DOCX"));
    let found = read(&files["word/document.xml"]);
    let text = "Cards & \"rules\" <b>\n\tsecond line";
    assert_eq!(says(&found, "Title"), [text]);
    assert_eq!((says(&found, "Heading1OnFront"), says(&found, "Heading1OnNewPage")), (vec!["What we agreed"], vec!["Problems"]));
    assert_eq!(says(&found, "Heading2"), ["Cards & \"rules\" <b> second line"]);
    assert_eq!((says(&found, "Label"), says(&found, "Said")), (vec!["Why it matters", "Notes"], vec![text]));
    assert_eq!(says(&found, "Lead"), [text]);
    assert_eq!(says(&found, "ListBullet"), [format!("{text} ({text})")]);
    assert_eq!(says(&found, "Question"), [format!("To agree: {text}")]);
    assert_eq!(says(&found, "ColumnTitle"), ["What", "Who"]);
    assert_eq!(says(&found, "Cell"), [text, "Ada"]);
    assert_eq!((found.header_rows, found.rows), (1, 4), "two rows with labels, a header and a row");
    assert_eq!(found.captions, ["What each label says", "Who does what"]);
    assert_eq!(found.alts.len(), 1);
    assert!(found.alts[0].starts_with("Alt: Cards & \"rules\" <b>"), "{:?}", found.alts);
}

#[test]
fn its_title_date_and_language_are_said_and_every_part_is_there() {
    let files = unpack(docx(&paper("Łódź")).expect("a DOCX"));
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    assert!(text("docProps/core.xml").contains("<dc:title>Łódź</dc:title>"));
    assert!(text("docProps/core.xml").contains(">2026-11-24T14:25:00Z</dcterms:created>"));
    assert!(text("docProps/core.xml").contains("<dc:language>en-GB</dc:language>"));
    assert!(text("word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    assert!(text("word/document.xml").contains("r:embed=\"picture1\"") && files["word/media/picture1.png"].starts_with(b"\x89PNG"));
    assert!(text("word/footer1.xml").contains("Draft, made on 24 November 2026 at 14:25 UTC"));
    for part in text("[Content_Types].xml").split("PartName=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(files.contains_key(part), "{part} is announced and not there");
    }
    for target in text("word/_rels/document.xml.rels").split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(files.contains_key(&format!("word/{target}")), "{target} is referred to and not there");
    }
    // Styles that are used are there.
    for (style, _) in read(&files["word/document.xml"]).paragraphs {
        assert!(style.is_empty() || text("word/styles.xml").contains(&format!("w:styleId=\"{style}\"")), "no style {style}");
    }
}

#[test]
fn arabic_runs_from_right_to_left() {
    let count = |text: &str| read(&unpack(docx(&paper(text)).expect("a DOCX"))["word/document.xml"]).rtl;
    assert_eq!(count("Library"), 0);
    // Title, lead, heading, paragraph, field, item, cell; the question begins with our own words.
    assert_eq!(count("مكتبة عامة"), 7);
}

#[test]
fn what_xml_cannot_hold_is_left_out_and_all_else_stays() {
    let hostile = "a\u{0}\u{b}b\u{1b}[31m\u{fffe}\u{ffff} ]]> <!-- --> &amp; \u{202e}x 图书馆 👩‍👩‍👧";
    let files = unpack(docx(&paper(hostile)).expect("a DOCX"));
    let found = read(&files["word/document.xml"]);
    assert_eq!(says(&found, "Said"), ["a\nb[31m ]]> <!-- --> &amp; \u{202e}x 图书馆 👩‍👩‍👧"]);
    read(&files["docProps/core.xml"]);
    read(&files["word/header1.xml"]);
}

#[test]
fn an_empty_paper_is_a_document_all_the_same() {
    let mut empty = paper("");
    empty.blocks.clear();
    assert!(says(&read(&unpack(docx(&empty).expect("a DOCX"))["word/document.xml"]), "Title") == [""]);
}
