//! How the workshop was, as people said on their way out.

use crate::record::{
    Record, RecordPulse,
    paper::{Paper, Table},
};
use trestle_protocol::PollKind;

pub(super) fn write(paper: &mut Paper, record: &Record) {
    if record.pulse.is_empty() {
        return;
    }
    paper.section("How the workshop was");
    let row = |pulse: &RecordPulse| {
        let counts: Vec<String> = pulse.counts.iter().map(u32::to_string).collect();
        [question(&pulse.subject).to_owned(), format!("{:.1} of 5", pulse.mean), counts.join(", "), pulse.count.to_string()]
    };
    let columns = [("Question", 5), ("Mean", 3), ("How many gave 1, 2, 3, 4, 5", 5), ("Answers", 2)];
    paper.table(Table::new("How the workshop was", columns).with(record.pulse.iter().map(row)));
    super::counted(paper, record, PollKind::Pulse);
}

fn question(subject: &str) -> &str {
    match subject {
        "useful" => "Was it useful?",
        "heard" => "Was I heard?",
        "next" => "Do I know what comes next?",
        other => other,
    }
}
