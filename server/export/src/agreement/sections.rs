//! The eight sections of the agreement.

use super::{chosen, is_said, settled, standing};
use trestle_core::{
    heading::Heading,
    record::{
        Record, RecordOrganisation, offers_table,
        paper::{Paper, Table, moment},
        stance,
    },
};
use trestle_protocol::Stance;

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
    settled(paper, "What we want to change", &brief.title, "What do we want to change together?");
    paper.list("The problem that we start from", brief.groups.iter().map(|title| Heading::Group.printed(title)));
    settled(paper, "Who it is for", &brief.who, "Whom should this help?");
    settled(paper, "Why it matters", &brief.why, "Why does it matter to each of us?");
    settled(paper, "How we will know that it worked", &brief.success, "How will we know that it worked, and by when?");
}

fn strategy(paper: &mut Paper, record: &Record) {
    paper.section("2. Strategy and activities");
    let brief = chosen(record).cloned();
    let of = |text: Option<&String>| text.cloned().unwrap_or_default();
    let (fit, ideas) = (of(brief.as_ref().map(|b| &b.fit)), of(brief.as_ref().map(|b| &b.ideas)));
    settled(paper, "How it fits what each partner is there for", &fit, "Which of its own goals does each partner follow with this?");
    settled(paper, "What we mean to do", &ideas, "What will we do, and what comes first?");
    if let Some(brief) = brief {
        paper.field("What we build on", &brief.already);
        paper.field("What we have to work within", &brief.constraints);
    }
    if record.plan.actions.is_empty() {
        paper.question("What are the first steps, who takes them, and by when?");
    } else {
        paper.paragraph(format!("The first steps are the {} in the project plan at the end.", actions(record.plan.actions.len())));
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
        [organisation.name.clone(), stands, organisation.card.contact.clone()]
    };
    let columns = [("Organisation", 5), ("Stands", 4), ("Lead contact", 4)];
    paper.table(Table::new("Partners and how they stand", columns).with(record.organisations.iter().filter(said).map(row)));
    if record.committed < record.committed_needed {
        paper.question(&format!("Who are the partners? It takes at least {}; {} so far.", record.committed_needed, record.committed));
    }
    let deciders: Vec<String> = record.plan.leadership.iter().filter(|row| row.decides).map(|row| row.who.clone()).collect();
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
    let plan = &record.plan;
    let rows = plan.core.iter().map(|row| {
        let who: Vec<&str> = [&row.person, &row.organisation_name].into_iter().flatten().map(String::as_str).collect();
        let lead = if row.row.lead { "Leads. " } else { "" };
        [who.join(", "), format!("{lead}{}", row.row.role)]
    });
    paper.table(Table::new("Who is responsible for what", [("Who", 4), ("Responsible for", 8)]).with(rows));
    if !plan.core.iter().any(|row| row.row.lead) {
        paper.question("Who leads the work from day to day?");
    }
    settled(paper, "How we keep in touch", &plan.next.communications, "How do we keep in touch, how often, and who calls us together?");
    match &plan.next.when {
        Some(when) => paper.field("We look at how it goes on", &moment::local(when)),
        None => paper.question("When do we look at how it goes?"),
    }
    paper.question("How often do we review the partnership itself: what works well, what works less well, what do we change?");
    paper.question("If somebody leaves their job, how does their organisation hand over?");
}

fn resources(paper: &mut Paper, record: &Record) {
    paper.section("5. Resources");
    let said = record.plan.core.iter().filter(|row| is_said(&row.row.commits));
    let rows = said.map(|row| {
        let who: Vec<&str> = [&row.person, &row.organisation_name].into_iter().flatten().map(String::as_str).collect();
        [who.join(", "), row.row.commits.clone()]
    });
    paper.table(Table::new("What each partner commits", [("Who", 4), ("Commits", 8)]).with(rows));
    let silent: Vec<&str> = standing(record, Stance::In)
        .into_iter()
        .filter(|o| !record.plan.core.iter().any(|row| row.organisation_name.as_ref() == Some(&o.name) && is_said(&row.row.commits)))
        .map(|organisation| organisation.name.as_str())
        .collect();
    if !silent.is_empty() {
        paper.question(&format!("What can these partners put in: {}?", silent.join(", ")));
    }
    if !record.links.is_empty() {
        paper.paragraph("Offers of some of us answer what others ask for:");
        paper.table(offers_table(&record.links));
    }
    offers(paper, record);
    paper.question("Does this need money? If so: from whom, who holds it, and to whom is it accounted for?");
    paper.question("To whom does what we make or buy together belong?");
    paper.question("Whose insurance and whose safeguarding rules apply to what we do together?");
}

/// What partners said that they can bring; it is no promise yet.
fn offers(paper: &mut Paper, record: &Record) {
    for partner in standing(record, Stance::In) {
        let card = &partner.card;
        let brings: Vec<&str> =
            [&card.spaces, &card.skills, &card.networks].into_iter().map(|text| text.trim()).filter(|text| is_said(text)).collect();
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
