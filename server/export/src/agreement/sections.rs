//! The eight sections of the agreement.

use super::{chosen, is_said, rows, says, settled, standing};
use trestle_core::record::{
    Filled, Record, RecordOrganisation, listed, offers_table,
    paper::{Paper, Table},
    stance,
};
use trestle_protocol::{FieldRole, ListRole, Stance};

pub(super) fn write(paper: &mut Paper, record: &Record) {
    aims(paper, record);
    strategy(paper, record);
    membership(paper, record);
    management(paper, record);
    resources(paper, record);
    disputes(paper);
    information(paper);
    ending(paper, record);
    signatures(paper, record);
}

fn aims(paper: &mut Paper, record: &Record) {
    paper.section("1. Aims");
    let Some(brief) = chosen(record) else {
        paper.question(match record.briefs.len() {
            0 => "What do we want to change together? No brief has been written yet.",
            _ => "Which brief is our project? None has been chosen yet; the record has all of them.",
        });
        return;
    };
    let said = |role| says(record, role);
    let brief = Filled::brief(record, brief);
    settled(paper, "What we want to change", &said(FieldRole::Title), "What do we want to change together?");
    paper.list("The problem that we start from", brief.field(FieldRole::Problem).map(|field| brief.titles(field)).unwrap_or_default());
    settled(paper, "Who it is for", &said(FieldRole::Who), "Whom should this help?");
    settled(paper, "Why it matters", &said(FieldRole::Why), "Why does it matter to each of us?");
    settled(paper, "How we will know that it worked", &said(FieldRole::Measure), "How will we know that it worked, and by when?");
}

fn strategy(paper: &mut Paper, record: &Record) {
    paper.section("2. Strategy and activities");
    let said = |role| says(record, role);
    settled(
        paper,
        "How it fits what each partner is there for",
        &said(FieldRole::Fit),
        "Which of its own goals does each partner follow with this?",
    );
    settled(paper, "What we mean to do", &said(FieldRole::How), "What will we do, and what comes first?");
    paper.field("What we have to work within", &said(FieldRole::Limits));
    // Whatever else a brief asks for.
    if let Some(brief) = chosen(record) {
        let brief = Filled::brief(record, brief);
        brief.parts().for_each(|field| brief.print_one(paper, field));
    }
    match rows(record, ListRole::Actions).len() {
        0 => paper.question("What are the first steps, who takes them, and by when?"),
        count => paper.paragraph(format!("The first steps are the {} in the project plan at the end.", actions(count))),
    }
}

fn actions(count: usize) -> String {
    if count == 1 { "one action".to_owned() } else { format!("{count} actions") }
}

fn membership(paper: &mut Paper, record: &Record) {
    paper.section("3. Membership and decisions");
    let said = |organisation: &&RecordOrganisation| organisation.commitment.is_some();
    let row = |organisation: &RecordOrganisation| {
        let stands = organisation.commitment.as_ref().map(stance).unwrap_or_default();
        [organisation.name.clone(), stands, Filled::card(record, organisation).said(FieldRole::Contact)]
    };
    let columns = [("Organisation", 5), ("Stands", 4), ("Lead contact", 4)];
    paper.table(Table::new("Partners and how they stand", columns).with(record.organisations.iter().filter(said).map(row)));
    if record.committed < record.committed_needed {
        paper.question(&format!("Who are the partners? It takes at least {}; {} so far.", record.committed_needed, record.committed));
    }
    let leaders = rows(record, ListRole::Leadership);
    let deciders: Vec<String> =
        leaders.iter().filter(|row| row.is_ticked(FieldRole::Decides)).map(|row| row.said(FieldRole::Who)).collect();
    if deciders.is_empty() {
        paper.question("Who at each partner can say yes to this?");
    }
    paper.list("Who can say yes", deciders);
    paper.question("How do we decide: do all have to agree, or is there a vote? How many partners have to be there?");
    paper.question("What may the lead decide alone, and what has to come back to all partners?");
    paper.question("How can another organisation join us?");
}

fn management(paper: &mut Paper, record: &Record) {
    paper.section("4. Management and review");
    let (core, next) = (rows(record, ListRole::Core), Filled::meeting(record));
    let row = |row: &Filled<'_>| {
        let lead = if row.is_ticked(FieldRole::Lead) { "Leads. " } else { "" };
        let part: Vec<String> = row.parts().map(|field| row.words(field)).collect();
        [listed(row.who()), format!("{lead}{}", part.join("\n"))]
    };
    paper.table(Table::new("Who is responsible for what", [("Who", 4), ("Responsible for", 8)]).with(core.iter().map(row)));
    if !core.iter().any(|row| row.is_ticked(FieldRole::Lead)) {
        paper.question("Who leads the work from day to day?");
    }
    let communications = next.said(FieldRole::Communications);
    settled(paper, "How we keep in touch", &communications, "How do we keep in touch, how often, and who calls us together?");
    settled(paper, "We look at how it goes on", &next.said(FieldRole::Meeting), "When do we look at how it goes?");
    paper.question("How often do we review the partnership itself: what works well, what works less well, what do we change?");
    paper.question("If somebody leaves their job, how does their organisation hand over?");
}

fn resources(paper: &mut Paper, record: &Record) {
    paper.section("5. Resources");
    let core: Vec<Filled<'_>> = rows(record, ListRole::Core).into_iter().filter(|row| row.says(FieldRole::Commits)).collect();
    let committed = core.iter().map(|row| [listed(row.who()), row.said(FieldRole::Commits)]);
    paper.table(Table::new("What each partner commits", [("Who", 4), ("Commits", 8)]).with(committed));
    let silent: Vec<&str> = standing(record, Stance::In)
        .into_iter()
        .map(|organisation| organisation.name.as_str())
        .filter(|name| !core.iter().any(|row| row.name(FieldRole::Organisation) == Some(name)))
        .collect();
    if !silent.is_empty() {
        paper.question(&format!("What can these partners put in: {}?", silent.join(", ")));
    }
    if !record.links.is_empty() {
        paper.paragraph("Offers of some of us answer what others ask for:");
        paper.table(offers_table(record));
    }
    offers(paper, record);
    paper.question("Does this need money? If so: from whom, who holds it, and to whom is it accounted for?");
    paper.question("To whom does what we make or buy together belong?");
    paper.question("Whose insurance and whose safeguarding rules apply to what we do together?");
}

/// What partners said that they can bring; it is no promise yet.
fn offers(paper: &mut Paper, record: &Record) {
    for partner in standing(record, Stance::In) {
        let brings: Vec<String> = Filled::card(record, partner).all(FieldRole::Offers).filter(|text| is_said(text)).collect();
        paper.field(&format!("{} could also bring", partner.name), &brings.join("\n"));
    }
}

fn disputes(paper: &mut Paper) {
    paper.section("6. Disputes");
    paper.paragraph("We would rather hear early that something does not work than late.");
    paper.question("With whom does a partner raise a concern first, and how soon can they expect an answer?");
    paper.question("If that does not settle it: who, from outside the quarrel, helps us to find a way?");
    paper.question("What goes on, and what waits, until it is settled?");
}

fn information(paper: &mut Paper) {
    paper.section("7. Information sharing");
    paper.question("Which information about people do we share, for what, and on which legal ground? Who asks them?");
    paper.question("Where is it kept, who may see it, and when is it deleted?");
    paper.question("How do we speak about this in public, and how is each partner named?");
}

fn ending(paper: &mut Paper, record: &Record) {
    paper.section("8. Ending");
    let away = standing(record, Stance::Away);
    if !away.is_empty() {
        let names: Vec<&str> = away.iter().map(|organisation| organisation.name.as_str()).collect();
        paper.field("Stepped away at the workshop, with thanks", &names.join(", "));
    }
    paper.question("Until when does this agreement run, and what would make us end it before?");
    paper.question("How much notice does a partner give who wants to leave, and whom do they tell?");
    paper.question("What happens then to borrowed things, shared money, contacts, and people who use what we built?");
}

fn signatures(paper: &mut Paper, record: &Record) {
    let partners = standing(record, Stance::In);
    if partners.is_empty() {
        return;
    }
    paper.section("Signatures");
    let rows = partners.iter().map(|partner| [partner.name.clone(), String::new(), String::new(), String::new()]);
    let columns = [("For", 4), ("Name and role", 4), ("Date", 2), ("Signature", 4)];
    paper.table(Table::new("Signatures of the committed partners", columns).with(rows));
}
