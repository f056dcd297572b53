//! The record as CommonMark. What people wrote is text, never markup: every character that could mean something is escaped.

use super::{Named, Record, RecordBrief, RecordCommitment, RecordGroup, RecordNote, RecordOrganisation};
use std::fmt::Write as _;
use trestle_protocol::{ActionRow, CoreRow, ExtendedRow, FeedbackKind, FeedbackLine, LeadershipRow, Stance, Time};

/// Grows the document; writing to a String cannot fail.
struct Page(String);

impl Page {
    fn heading(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.0, "{} {}\n", "#".repeat(level), line(text));
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            let _ = writeln!(self.0, "{}\n", block(text, ""));
        }
    }

    /// A bold label and what stands under it; nothing for an empty field.
    fn field(&mut self, label: &str, text: &str) {
        if !text.trim().is_empty() {
            let _ = writeln!(self.0, "**{label}**  \n{}\n", block(text, ""));
        }
    }

    fn item(&mut self, text: &str) {
        let _ = writeln!(self.0, "- {}", block(text, "  "));
    }

    /// An item whose parts are escaped already.
    fn raw_item(&mut self, text: &str) {
        let _ = writeln!(self.0, "- {text}");
    }

    fn end_list(&mut self) {
        self.0.push('\n');
    }
}

pub(super) fn document(record: &Record) -> String {
    let mut page = Page(String::new());
    head(&mut page, record);
    organisations(&mut page, &record.organisations, &record.others);
    problems(&mut page, record);
    briefs(&mut page, record);
    roles(&mut page, record);
    next_steps(&mut page, record);
    page.0
}

fn head(page: &mut Page, record: &Record) {
    page.heading(1, &record.workshop.details.title);
    let state = if record.draft {
        format!("A draft, made at {} during \"{}\".", moment(record.made_at), record.step_title)
    } else {
        format!("Made at {} after the workshop closed.", moment(record.made_at))
    };
    page.paragraph(&state);
    page.field("Convened by", &record.workshop.convener);
    page.field("Place", &record.workshop.details.place);
    if let Some(started_at) = record.workshop.started_at {
        page.field("Held on", &moment(started_at)[..10]);
    }
    page.field("Purpose", &record.workshop.details.purpose);
    if !record.workshop.details.rules.is_empty() {
        page.0.push_str("**House rules**\n\n");
        record.workshop.details.rules.iter().for_each(|rule| page.item(rule));
        page.end_list();
    }
}

fn organisations(page: &mut Page, organisations: &[RecordOrganisation], others: &[String]) {
    page.heading(2, "Who took part");
    for organisation in organisations {
        page.heading(3, &organisation.name);
        let people = if organisation.people.is_empty() { "Expected, did not come".to_owned() } else { organisation.people.join(", ") };
        page.field("People", &people);
        let card = &organisation.card;
        for (label, text) in [
            ("What we do", &card.does),
            ("Our priorities", &card.priorities),
            ("Lead contact", &card.contact),
            ("Spaces, collections and IT", &card.spaces),
            ("Staff skills", &card.skills),
            ("Networks and partnerships", &card.networks),
            ("Impact and reach", &card.impact),
            ("What we hope to get", &card.hope),
        ] {
            page.field(label, text);
        }
        if let Some(unsure) = &organisation.unsure {
            page.field("What we are unsure about (private: for facilitators)", unsure);
        }
    }
    if !others.is_empty() {
        page.field("Others", &others.join(", "));
    }
}

fn problems(page: &mut Page, record: &Record) {
    page.heading(2, "Problems");
    if record.face_down > 0 {
        page.paragraph(&format!("{} notes are not turned over yet.", record.face_down));
    }
    for group in &record.groups {
        self::group(page, group);
    }
    if !record.loose.is_empty() {
        page.heading(3, "Notes in no group");
        notes(page, &record.loose);
    }
    if record.groups.is_empty() && record.loose.is_empty() && record.face_down == 0 {
        page.paragraph("No notes yet.");
    }
}

fn group(page: &mut Page, group: &RecordGroup) {
    page.heading(3, if group.title.trim().is_empty() { "Group without a name" } else { &group.title });
    if let Some(rating) = &group.rating {
        let score = |name: &str, score: super::RecordScore| format!("{name} {:.1} (spread {:.1})", score.mean, score.spread);
        let people = if rating.count == 1 { "1 person".to_owned() } else { format!("{} people", rating.count) };
        page.field("Rating", &format!("{}, {}, by {people}", score("seriousness", rating.seriousness), score("priority", rating.priority)));
    }
    page.field("Who it is a problem for", &group.who);
    page.field("Social and cultural factors", &group.factors);
    page.field("How serious", &group.seriousness);
    page.field("How much of a priority", &group.priority);
    notes(page, &group.notes);
}

fn notes(page: &mut Page, notes: &[RecordNote]) {
    for note in notes {
        let author = [note.author.as_deref(), note.organisation.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let theme = format!("*{}*", line(&note.theme_title));
        let author = if author.is_empty() { String::new() } else { format!(", {}", line(&author)) };
        page.raw_item(&format!("{} ({theme}{author})", block(&note.text, "  ")));
    }
    page.end_list();
}

fn briefs(page: &mut Page, record: &Record) {
    if record.briefs.is_empty() {
        return;
    }
    page.heading(2, "Challenge briefs");
    for brief in &record.briefs {
        self::brief(page, brief, record.briefs.iter().any(|brief| brief.chosen));
    }
}

fn brief(page: &mut Page, brief: &RecordBrief, is_settled: bool) {
    let title = if brief.title.trim().is_empty() { "Brief without a title" } else { &brief.title };
    let mark = match (brief.chosen, is_settled) {
        (true, _) => "The chosen brief",
        (false, true) => "Parked",
        (false, false) => "Not decided yet",
    };
    page.heading(3, title);
    page.field("Status", mark);
    page.field("Written by", &brief.team.join(", "));
    if let Some(votes) = brief.votes {
        page.field("Votes", &votes.to_string());
    }
    if !brief.groups.is_empty() {
        page.0.push_str("**The problem**\n\n");
        brief.groups.iter().for_each(|group| page.item(group));
        page.end_list();
    }
    for (label, text) in [
        ("Who it affects", &brief.who),
        ("Why it matters", &brief.why),
        ("How it fits each member's strategy", &brief.fit),
        ("Constraints and context", &brief.constraints),
        ("First ideas", &brief.ideas),
        ("What is already being done, and how well it works", &brief.already),
        ("How we would know that it worked", &brief.success),
    ] {
        page.field(label, text);
    }
    feedback(page, "What people like", &brief.feedback, FeedbackKind::Like);
    feedback(page, "What could be better", &brief.feedback, FeedbackKind::Improve);
}

fn feedback(page: &mut Page, label: &str, lines: &[FeedbackLine], kind: FeedbackKind) {
    let mut lines = lines.iter().filter(|line| line.kind == kind).peekable();
    if lines.peek().is_some() {
        let _ = writeln!(page.0, "**{label}**\n");
        lines.for_each(|line| page.item(&line.text));
        page.end_list();
    }
}

fn roles(page: &mut Page, record: &Record) {
    let plan = &record.plan;
    if plan.core.is_empty() && plan.extended.is_empty() && plan.leadership.is_empty() {
        return;
    }
    page.heading(2, "Team roles");
    list(page, "Core", &plan.core, core);
    list(page, "Extended", &plan.extended, extended);
    list(page, "Leadership", &plan.leadership, leadership);
}

fn list<R>(page: &mut Page, title: &str, rows: &[R], words: impl Fn(&R) -> Vec<(&'static str, String)>) {
    if rows.is_empty() {
        return;
    }
    page.heading(3, title);
    for row in rows {
        let parts = words(row).into_iter().filter(|(_, text)| !text.trim().is_empty());
        let parts =
            parts.map(|(label, text)| if label.is_empty() { block(&text, "  ") } else { format!("{label}: {}", block(&text, "  ")) });
        page.raw_item(&parts.collect::<Vec<_>>().join("\\\n  "));
    }
    page.end_list();
}

fn who(organisation: Option<&String>, person: Option<&String>) -> String {
    [person, organisation].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn core(row: &Named<CoreRow>) -> Vec<(&'static str, String)> {
    let lead = if row.row.lead { "yes" } else { "" };
    vec![
        ("", who(row.organisation_name.as_ref(), row.person.as_ref())),
        ("Leads this strand", lead.to_owned()),
        ("Responsibilities", row.row.role.clone()),
        ("Commits", row.row.commits.clone()),
    ]
}

fn extended(row: &ExtendedRow) -> Vec<(&'static str, String)> {
    let score = |score: Option<u8>| score.map(|score| format!("{score} of 5")).unwrap_or_default();
    vec![
        ("", row.who.clone()),
        ("Why", row.why.clone()),
        ("How", row.how.clone()),
        ("When", row.when.clone()),
        ("Influence", score(row.influence)),
        ("Interest", score(row.interest)),
    ]
}

fn leadership(row: &LeadershipRow) -> Vec<(&'static str, String)> {
    let decides = if row.decides { "yes" } else { "no" };
    vec![("", row.who.clone()), ("Can say yes", decides.to_owned()), ("How to involve them", row.how.clone())]
}

fn action(row: &Named<ActionRow>) -> Vec<(&'static str, String)> {
    let due = row.row.due.clone().unwrap_or_default();
    vec![("", row.row.what.clone()), ("Who", who(row.organisation_name.as_ref(), row.person.as_ref())), ("By", due)]
}

fn next_steps(page: &mut Page, record: &Record) {
    let plan = &record.plan;
    let commitments: Vec<_> = record.organisations.iter().filter_map(|o| o.commitment.as_ref().map(|commitment| (o, commitment))).collect();
    let next = &plan.next;
    let said = [&next.communications, &next.place, &next.reason].into_iter().any(|text| !text.trim().is_empty()) || next.when.is_some();
    if plan.actions.is_empty() && commitments.is_empty() && !said {
        return;
    }
    page.heading(2, "Next steps");
    list(page, "Actions", &plan.actions, action);
    if !commitments.is_empty() {
        page.heading(3, "Commitments");
        for (organisation, commitment) in &commitments {
            page.raw_item(&format!("{}: {}", line(&organisation.name), stance(commitment)));
        }
        page.end_list();
        page.paragraph(&goes_ahead(record));
    }
    page.field("How we keep in touch", &next.communications);
    if let Some(when) = &next.when {
        page.field("We meet again", &when.replace('T', " "));
    }
    page.field("Where", &next.place);
    page.field("Why there is no date", &next.reason);
}

fn stance(commitment: &RecordCommitment) -> String {
    let words = match (commitment.stance, &commitment.until) {
        (Stance::In, _) => "in".to_owned(),
        (Stance::Reflecting, Some(until)) => format!("reflecting until {until}"),
        (Stance::Reflecting, None) => "reflecting".to_owned(),
        (Stance::Later, _) => "later".to_owned(),
        (Stance::Away, _) => "stepping away".to_owned(),
    };
    if commitment.line.trim().is_empty() { words } else { format!("{words}. {}", block(&commitment.line, "  ")) }
}

fn goes_ahead(record: &Record) -> String {
    let organisations =
        if record.committed == 1 { "1 organisation is".to_owned() } else { format!("{} organisations are", record.committed) };
    let verdict = if record.committed >= record.committed_needed {
        "The project goes ahead."
    } else {
        "It takes at least two for the project to go ahead: change the focus, work with one organisation, or park it."
    };
    format!("{organisations} in. {verdict}")
}

/// A moment as `2026-11-23 14:05 UTC`.
fn moment(time: Time) -> String {
    let (days, minutes) = (time.0 / 86_400_000, time.0 / 60_000 % 1_440);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// Days since 1970-01-01 as year, month and day of the Gregorian calendar (Howard Hinnant's algorithm `civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// People's text on one line.
fn line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// People's text with its line breaks, each line escaped and indented as its place needs.
fn block(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(escape_line).collect();
    lines.join(&format!("\\\n{indent}"))
}

/// Spaces at a line's start or end would be dropped or read as code; they are written as character references.
fn escape_line(text: &str) -> String {
    let inner = text.trim_matches([' ', '\t']);
    let (start, end) = (text.len() - text.trim_start_matches([' ', '\t']).len(), text.len() - text.trim_end_matches([' ', '\t']).len());
    if inner.is_empty() {
        return "&#8203;".to_owned();
    }
    let spaces = |count: usize, from: &str| from.chars().take(count).map(|c| if c == '\t' { "&#9;" } else { "&#32;" }).collect::<String>();
    format!("{}{}{}", spaces(start, text), escape(inner), spaces(end, &text[text.len() - end..]))
}

/// Backslashes before what CommonMark or its extensions would read as markup here, and before nothing else: the text stays as it was written.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (place, c) in text.char_indices() {
        let (before, behind) = (&text[..place], &text[place + c.len_utf8()..]);
        if means_something(c, before, behind) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn means_something(c: char, before: &str, behind: &str) -> bool {
    let at_start = before.is_empty();
    let next = behind.chars().next();
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
        '!' => next == Some('['),
        // A character reference, as in `&amp;` or `&#38;`.
        '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) && behind.contains(';'),
        // Headings, quotations, lists and rules begin a line.
        '>' => at_start,
        '#' => at_start && behind.trim_start_matches('#').chars().next().is_none_or(char::is_whitespace),
        '-' | '+' => at_start && (next.is_none_or(char::is_whitespace) || behind.chars().all(|c| c == '-' || c == ' ')),
        '=' => at_start && behind.trim().chars().all(|c| c == '='),
        '.' | ')' => !at_start && before.len() <= 9 && before.bytes().all(|b| b.is_ascii_digit()),
        // Extensions make links of bare addresses.
        ':' => behind.starts_with("//"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_stays_as_it_was_written() {
        for text in ["Problem: it's 5.40 (half-typed) & \"fine\"!", "£480 + £2 = a lot; 40% of {us}", "a#b @c $d ^e"] {
            assert_eq!(escape(text), text);
        }
    }

    #[test]
    fn what_people_write_cannot_become_markup() {
        assert_eq!(escape("<b>*x*</b> & [a](b) &amp;"), r"\<b>\*x\*\</b> & \[a\](b) \&amp;");
        assert_eq!(escape("1. x"), r"1\. x");
        assert_eq!(escape("# x"), r"\# x");
        assert_eq!(escape("- x"), r"\- x");
        assert_eq!(escape("=HYPERLINK(\"http://a\")"), "=HYPERLINK(\"http\\://a\")");
        assert_eq!(block("a\n\n  b", "  "), "a\\\n  &#8203;\\\n  &#32;&#32;b");
    }

    #[test]
    fn moments_are_days_of_the_calendar() {
        assert_eq!(moment(Time(0)), "1970-01-01 00:00 UTC");
        assert_eq!(moment(Time(951_782_400_000)), "2000-02-29 00:00 UTC");
        assert_eq!(moment(Time(1_795_530_300_000)), "2026-11-24 14:25 UTC");
    }
}
