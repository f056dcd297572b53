//! Every format of one record.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use trestle_core::{Private, Record, record::paper::Paper};
use trestle_export::{Separator, actions_csv, agreement, docx, ics, notes_csv, xlsx, zip};
use trestle_pdf::pdf;

/// The files, as they come.
pub(crate) struct Made {
    pub(crate) papers: Vec<Paper>,
    pub(crate) markdown: Vec<String>,
    pub(crate) json: Vec<u8>,
    /// Documents and workbooks by name, each by the names of its parts.
    pub(crate) packed: BTreeMap<&'static str, BTreeMap<String, Vec<u8>>>,
    pub(crate) csv: Vec<Vec<u8>>,
    pub(crate) ics: Vec<u8>,
    pub(crate) pdf: Vec<Vec<u8>>,
}

/// Makes every format; each must come.
pub(crate) fn made(record: &Record, private: &Private) -> Made {
    let papers = vec![record.paper(), agreement(record), private.paper()];
    let names = ["record.docx", "agreement.docx", "private-notes.docx"];
    let mut packed: BTreeMap<&'static str, _> =
        names.into_iter().zip(&papers).map(|(name, paper)| (name, parts(docx(paper).expect("a DOCX")))).collect();
    packed.insert("record.xlsx", parts(xlsx(record).expect("tables")));
    let json = serde_json::to_vec(record).expect("JSON");
    packed.insert("record.zip", parts(zip(&[("record.json".to_owned(), json.clone())], record.made_at).expect("a ZIP")));
    let csv = [Separator::Comma, Separator::Semicolon]
        .map(|separator| [notes_csv(record, separator).expect("notes"), actions_csv(record, separator).expect("actions")]);
    Made {
        markdown: papers.iter().map(Paper::markdown).collect(),
        pdf: [&papers[0], &papers[2]].map(|paper| pdf(paper).unwrap_or_else(|error| panic!("{error}"))).into(),
        csv: csv.concat(),
        ics: ics(record).expect("a calendar"),
        papers,
        json,
        packed,
    }
}

fn parts(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let (mut bytes, name) = (Vec::new(), part.name().expect("a name").into_owned());
        part.read_to_end(&mut bytes).expect("its bytes");
        parts.insert(name, bytes);
    }
    parts
}

impl Made {
    /// Does a document say this?
    pub(crate) fn says(&self, word: &str) -> bool {
        self.markdown.iter().any(|page| page.contains(word))
    }

    /// Puts something else in the place of some words of a part.
    pub(crate) fn spoil(&mut self, file: &str, part: &str, words: &str, with: &str) {
        let part = self.packed.get_mut(file).and_then(|parts| parts.get_mut(part)).expect("a part");
        let text = String::from_utf8(std::mem::take(part)).expect("UTF-8");
        assert!(text.contains(words), "nothing to spoil");
        *part = text.replacen(words, with, 1).into_bytes();
    }
}
