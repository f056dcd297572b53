//! The parts of a DOCX that say what it consists of, and what it is.

use super::text::valid;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{fmt::Write as _, io};
use trestle_core::record::paper::{Paper, moment::civil};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// `_rels/.rels`.
pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="app" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

/// `docProps/app.xml`.
pub(super) const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Trestle</Application></Properties>"#;

/// `[Content_Types].xml`.
pub(super) fn content_types() -> String {
    let mut types = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#.to_owned();
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ] {
        let _ = write!(types, r#"<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>"#);
    }
    types + "</Types>"
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relations(pictures: usize) -> String {
    let mut relations = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
        .to_owned();
    let mut relate = |id: &str, kind: &str, target: &str| {
        let _ = write!(relations, r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
    };
    for part in ["styles", "numbering", "settings"] {
        relate(part, part, &format!("{part}.xml"));
    }
    relate("header", "header", "header1.xml");
    relate("footer", "footer", "footer1.xml");
    for number in 1..=pictures {
        relate(&format!("picture{number}"), "image", &format!("media/picture{number}.png"));
    }
    relations + "</Relationships>"
}

/// `docProps/core.xml`: title, language, date.
pub(super) fn core(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.create_element("cp:coreProperties").with_attributes(namespaces).write_inner_content(|xml| {
        let title = valid(&paper.title);
        for (name, text) in [
            ("dc:title", title.as_str()),
            ("dc:subject", paper.kind.as_str()),
            ("dc:creator", "Trestle"),
            ("dc:description", &paper.made()),
        ] {
            xml.create_element(name).write_text_content(BytesText::new(text))?;
        }
        xml.create_element("dc:language").write_text_content(BytesText::new("en-GB"))?;
        for name in ["dcterms:created", "dcterms:modified"] {
            let moment = moment(paper.made_at.0);
            xml.create_element(name).with_attribute(("xsi:type", "dcterms:W3CDTF")).write_text_content(BytesText::new(&moment))?;
        }
        Ok(())
    })?;
    Ok(xml.into_inner())
}

/// Milliseconds since 1970 as `2026-11-24T14:25:00Z`.
fn moment(time: u64) -> String {
    let (year, month, day) = civil(time / 86_400_000);
    let seconds = time / 1_000 % 86_400;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}
