//! The part of a DOCX that holds the paper, and its running header and footer.

use super::text::{Look, Xml, paragraph, paragraph_of, properties, run, valid};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;
use trestle_core::{
    record::paper::{Block, Item, Paper, Plot, Table},
    text::unlined,
};

const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];
/// Between the margins of a page of A4, in twentieths of a point.
const TEXT_WIDTH: u32 = 9_300;
/// Of labels, in the same.
const LABEL_WIDTH: u32 = 2_500;
/// Width of a picture in English metric units: 12.5 cm.
const PICTURE_WIDTH: f64 = 4_500_000.0;

/// A part: its declaration, its root with the namespaces, and what is in it.
fn part(root: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    xml.create_element(root).with_attributes(NAMESPACES).write_inner_content(content)?;
    Ok(xml.into_inner())
}

/// `word/document.xml`.
pub(super) fn document(paper: &Paper) -> io::Result<Vec<u8>> {
    part("w:document", |xml| {
        xml.create_element("w:body").write_inner_content(|xml| {
            head(xml, paper)?;
            let (mut pictures, mut before, mut on_front) = (0, None::<&Block>, !paper.front.is_empty());
            let mut pieces = paper.reading().peekable();
            while let Some(piece) = pieces.next() {
                if is_labelled(piece) {
                    let mut rows = vec![piece];
                    while let Some(next) = pieces.next_if(|next| is_labelled(next)) {
                        rows.push(next);
                    }
                    fields(xml, &rows)?;
                    before = rows.last().copied();
                    continue;
                }
                match (piece, before) {
                    (Block::Paragraph { text }, Some(before)) if is_tabular(before) => paragraph(xml, "UnderTable", text)?,
                    (Block::Table(_), Some(before)) if is_tabular(before) => {
                        // Tables that touch become one.
                        paragraph(xml, "Between", "")?;
                        block(xml, piece, &mut pictures)?;
                    }
                    (Block::Heading { level: 1, text }, _) if on_front => paragraph(xml, "Heading1OnFront", text)?,
                    (Block::Heading { level: 1, text }, Some(Block::PageBreak)) => paragraph(xml, "Heading1OnNewPage", text)?,
                    (Block::PageBreak, _) if matches!(pieces.peek(), Some(Block::Heading { level: 1, .. })) => {}
                    _ => block(xml, piece, &mut pictures)?,
                }
                on_front &= !matches!(piece, Block::PageBreak);
                before = Some(piece);
            }
            if before.is_some_and(is_tabular) {
                // Word wants a paragraph behind a table that ends a document.
                paragraph(xml, "Between", "")?;
            }
            section(xml)
        })?;
        Ok(())
    })
}

/// Has a label, which stands beside it.
fn is_labelled(piece: &Block) -> bool {
    match piece {
        Block::Field { .. } => true,
        Block::List { label, .. } => !label.is_empty(),
        _ => false,
    }
}

/// Is a table in Word.
fn is_tabular(piece: &Block) -> bool {
    matches!(piece, Block::Table(_)) || is_labelled(piece)
}

fn head(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    let kind = if paper.draft { format!("{}: a draft", paper.kind) } else { paper.kind.to_owned() };
    paragraph(xml, "Kind", &kind)?;
    paragraph(xml, "Title", &paper.title)?;
    if paper.byline.is_empty() { Ok(()) } else { paragraph(xml, "Byline", &paper.byline) }
}

fn block(xml: &mut Xml, piece: &Block, pictures: &mut usize) -> io::Result<()> {
    match piece {
        Block::Heading { level, text } => paragraph(xml, if *level == 1 { "Heading1" } else { "Heading2" }, text),
        Block::Lead { text } => paragraph(xml, "Lead", text),
        Block::Paragraph { text } => paragraph(xml, "Normal", text),
        Block::Field { .. } => fields(xml, &[piece]),
        Block::List { items, .. } => items.iter().try_for_each(|item| list_item(xml, item)),
        Block::Table(table) => self::table(xml, table),
        Block::Picture(plot) => {
            *pictures += 1;
            picture(xml, plot, *pictures)?;
            paragraph(xml, "Caption", &plot.caption)
        }
        Block::Question { text } => paragraph_of(xml, "Question", &[("To agree: ", Look::Style("Mark")), (text, Look::Plain)]),
        Block::PageBreak => page_break(xml),
    }
}

/// Labels in a column of their own, so that what they say begins at one edge and its lines are short enough to read.
fn fields(xml: &mut Xml, pieces: &[&Block]) -> io::Result<()> {
    let widths = [LABEL_WIDTH.to_string(), (TEXT_WIDTH - LABEL_WIDTH).to_string()];
    xml.create_element("w:tbl").write_inner_content(|xml| {
        table_properties(xml, "Labelled", "What each label says", false)?;
        grid(xml, &widths)?;
        pieces.iter().try_for_each(|piece| field(xml, piece, &widths))
    })?;
    Ok(())
}

fn field(xml: &mut Xml, piece: &Block, widths: &[String; 2]) -> io::Result<()> {
    let label = match piece {
        Block::Field { label, .. } | Block::List { label, .. } => label,
        _ => return Ok(()),
    };
    xml.create_element("w:tr").write_inner_content(|xml| {
        cell(xml, &widths[0], |xml| paragraph(xml, "Label", label))?;
        cell(xml, &widths[1], |xml| match piece {
            Block::List { items, .. } => items.iter().try_for_each(|item| list_item(xml, item)),
            Block::Field { text, .. } => paragraph(xml, "Said", text),
            _ => Ok(()),
        })
    })?;
    Ok(())
}

fn list_item(xml: &mut Xml, item: &Item) -> io::Result<()> {
    let aside = format!(" ({})", item.aside);
    let texts = [(item.text.as_str(), Look::Plain), (aside.as_str(), Look::Style("Aside"))];
    paragraph_of(xml, "ListBullet", if item.aside.is_empty() { &texts[..1] } else { &texts })
}

fn page_break(xml: &mut Xml) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:br").with_attribute(("w:type", "page")).write_empty()?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn table(xml: &mut Xml, table: &Table) -> io::Result<()> {
    let widths: Vec<String> = table.columns.iter().map(|column| (table.thousandths(column) * TEXT_WIDTH / 1_000).to_string()).collect();
    xml.create_element("w:tbl").write_inner_content(|xml| {
        table_properties(xml, "Ruled", &table.caption, true)?;
        grid(xml, &widths)?;
        let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
        row(xml, &titles, &widths, true)?;
        table.rows.iter().try_for_each(|cells| {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            row(xml, &cells, &widths, false)
        })
    })?;
    Ok(())
}

fn grid(xml: &mut Xml, widths: &[String]) -> io::Result<()> {
    let column =
        |xml: &mut Xml, width: &String| xml.create_element("w:gridCol").with_attribute(("w:w", width.as_str())).write_empty().map(drop);
    xml.create_element("w:tblGrid").write_inner_content(|xml| widths.iter().try_for_each(|width| column(xml, width)))?;
    Ok(())
}

/// How a table looks, what it shows for readers who do not see it, and whether its first row or its first column says what the others are.
fn table_properties(xml: &mut Xml, style: &str, caption: &str, header_row: bool) -> io::Result<()> {
    let (looks, row, column) = if header_row { ("0020", "1", "0") } else { ("0080", "0", "1") };
    let width = TEXT_WIDTH.to_string();
    xml.create_element("w:tblPr").write_inner_content(|xml| {
        xml.create_element("w:tblStyle").with_attribute(("w:val", style)).write_empty()?;
        xml.create_element("w:tblW").with_attributes([("w:w", width.as_str()), ("w:type", "dxa")]).write_empty()?;
        xml.create_element("w:tblLayout").with_attribute(("w:type", "fixed")).write_empty()?;
        let look = [("w:val", looks), ("w:firstRow", row), ("w:lastRow", "0"), ("w:firstColumn", column), ("w:lastColumn", "0")];
        xml.create_element("w:tblLook").with_attributes(look).with_attributes([("w:noHBand", "1"), ("w:noVBand", "1")]).write_empty()?;
        xml.create_element("w:tblCaption").with_attribute(("w:val", caption)).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// A header row is said to be one, and stands on every page that the table reaches.
fn row(xml: &mut Xml, cells: &[&str], widths: &[String], header: bool) -> io::Result<()> {
    xml.create_element("w:tr").write_inner_content(|xml| {
        xml.create_element("w:trPr").write_inner_content(|xml| {
            xml.create_element("w:cantSplit").write_empty()?;
            if header {
                xml.create_element("w:tblHeader").write_empty()?;
            }
            Ok(())
        })?;
        let style = if header { "ColumnTitle" } else { "Cell" };
        cells.iter().zip(widths).try_for_each(|(text, width)| cell(xml, width, |xml| paragraph(xml, style, text)))
    })?;
    Ok(())
}

fn cell(xml: &mut Xml, width: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element("w:tc").write_inner_content(|xml| {
        xml.create_element("w:tcPr").write_inner_content(|xml| {
            xml.create_element("w:tcW").with_attributes([("w:w", width), ("w:type", "dxa")]).write_empty()?;
            Ok(())
        })?;
        content(xml)
    })?;
    Ok(())
}

fn picture(xml: &mut Xml, plot: &Plot, number: usize) -> io::Result<()> {
    let (id, name) = (number.to_string(), format!("Picture {number}"));
    let (width, height) = (PICTURE_WIDTH.round().to_string(), (PICTURE_WIDTH * Plot::HEIGHT / Plot::WIDTH).round().to_string());
    let extent = [("cx", width.as_str()), ("cy", height.as_str())];
    let alt = valid(&plot.alt);
    xml.create_element("w:p").write_inner_content(|xml| {
        properties(xml, "Picture", false)?;
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:drawing").write_inner_content(|xml| {
                let flat = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.create_element("wp:inline").with_attributes(flat).write_inner_content(|xml| {
                    xml.create_element("wp:extent").with_attributes(extent).write_empty()?;
                    let said = [("id", id.as_str()), ("name", name.as_str()), ("descr", alt.as_str())];
                    xml.create_element("wp:docPr").with_attributes(said).write_empty()?;
                    graphic(xml, &said, extent, number)
                })?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn graphic(xml: &mut Xml, said: &[(&str, &str)], extent: [(&str, &str); 2], number: usize) -> io::Result<()> {
    let picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    let relation = format!("picture{number}");
    xml.create_element("a:graphic").write_inner_content(|xml| {
        xml.create_element("a:graphicData").with_attribute(("uri", picture)).write_inner_content(|xml| {
            xml.create_element("pic:pic").write_inner_content(|xml| {
                xml.create_element("pic:nvPicPr").write_inner_content(|xml| {
                    xml.create_element("pic:cNvPr").with_attributes(said.iter().copied()).write_empty()?;
                    xml.create_element("pic:cNvPicPr").write_empty()?;
                    Ok(())
                })?;
                xml.create_element("pic:blipFill").write_inner_content(|xml| {
                    xml.create_element("a:blip").with_attribute(("r:embed", relation.as_str())).write_empty()?;
                    xml.create_element("a:stretch").write_inner_content(|xml| xml.create_element("a:fillRect").write_empty().map(drop))?;
                    Ok(())
                })?;
                shape(xml, extent)
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn shape(xml: &mut Xml, extent: [(&str, &str); 2]) -> io::Result<()> {
    xml.create_element("pic:spPr").write_inner_content(|xml| {
        xml.create_element("a:xfrm").write_inner_content(|xml| {
            xml.create_element("a:off").with_attributes([("x", "0"), ("y", "0")]).write_empty()?;
            xml.create_element("a:ext").with_attributes(extent).write_empty()?;
            Ok(())
        })?;
        xml.create_element("a:prstGeom")
            .with_attribute(("prst", "rect"))
            .write_inner_content(|xml| xml.create_element("a:avLst").write_empty().map(drop))?;
        Ok(())
    })?;
    Ok(())
}

/// A4, with the running header and footer.
fn section(xml: &mut Xml) -> io::Result<()> {
    xml.create_element("w:sectPr").write_inner_content(|xml| {
        xml.create_element("w:headerReference").with_attributes([("w:type", "default"), ("r:id", "header")]).write_empty()?;
        xml.create_element("w:footerReference").with_attributes([("w:type", "default"), ("r:id", "footer")]).write_empty()?;
        xml.create_element("w:pgSz").with_attributes([("w:w", "11906"), ("w:h", "16838")]).write_empty()?;
        let sides = [("w:top", "1300"), ("w:right", "1303"), ("w:bottom", "1200"), ("w:left", "1303")];
        let rest = [("w:header", "600"), ("w:footer", "550"), ("w:gutter", "0")];
        xml.create_element("w:pgMar").with_attributes(sides).with_attributes(rest).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// `word/header1.xml`.
pub(super) fn header(paper: &Paper) -> io::Result<Vec<u8>> {
    let workshop = unlined(&paper.workshop);
    part("w:hdr", |xml| paragraph(xml, "Header", &format!("{workshop} \u{2013} {}", paper.kind)))
}

/// `word/footer1.xml`.
pub(super) fn footer(paper: &Paper) -> io::Result<Vec<u8>> {
    part("w:ftr", |xml| {
        xml.create_element("w:p").write_inner_content(|xml| {
            properties(xml, "Footer", false)?;
            run(xml, &format!("{}\tPage ", paper.made()), Look::Plain)?;
            counter(xml, "PAGE")?;
            run(xml, " of ", Look::Plain)?;
            counter(xml, "NUMPAGES")
        })?;
        Ok(())
    })
}

/// A number that the reader's program counts.
fn counter(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("w:fldSimple").with_attribute(("w:instr", name)).write_inner_content(|xml| {
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:t").write_text_content(BytesText::new("1"))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
