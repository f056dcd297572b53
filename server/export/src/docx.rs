//! A paper as DOCX: headings, real tables with header rows, alternative texts, language and title. It is a ZIP of XML parts; `body` writes the
//! one that holds the paper, `parts` the fixed ones around it.

mod body;
mod package;
mod parts;
mod text;

use crate::{ExportError, bundle, picture};
use trestle_core::record::paper::{Block, Paper};

/// The paper as DOCX.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, ExportError> {
    let plots = paper.reading().filter_map(|block| if let Block::Picture(plot) = block { Some(plot) } else { None });
    let pictures = plots.map(picture::png).collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), package::content_types().into()),
        ("_rels/.rels".to_owned(), package::RELATIONS.into()),
        ("docProps/core.xml".to_owned(), package::core(paper)?),
        ("docProps/app.xml".to_owned(), package::APP.into()),
        ("word/document.xml".to_owned(), body::document(paper)?),
        ("word/_rels/document.xml.rels".to_owned(), package::document_relations(pictures.len()).into()),
        ("word/styles.xml".to_owned(), parts::STYLES.into()),
        ("word/numbering.xml".to_owned(), parts::NUMBERING.into()),
        ("word/settings.xml".to_owned(), parts::SETTINGS.into()),
        ("word/header1.xml".to_owned(), body::header(paper)?),
        ("word/footer1.xml".to_owned(), body::footer(paper)?),
    ];
    files.extend(pictures.into_iter().enumerate().map(|(index, png)| (format!("word/media/picture{}.png", index + 1), png)));
    bundle::zip(&files, paper.made_at)
}
