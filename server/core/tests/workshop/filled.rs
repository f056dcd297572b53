//! What a programme declares is filled in: written, let in, shown to whom it is for, kept, and never lost by a change of the programme.

use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    invented::invented,
    screen::{Watcher, honest},
    world::{FACILITATOR, World, programme},
};
use std::collections::BTreeMap;
use trestle_core::{Actor, CellKey, Fold, forms, programmes};
use trestle_protocol::{
    Capability, Cell, Command, DocumentName, Field, FieldKind, FormCell, Missing, OrganisationId, Programme, Refusal, Role, TeamId, Value,
    Values,
};
use yrs::Any;

const COUNCIL: OrganisationId = OrganisationId(2);
const CARD: DocumentName = DocumentName::Card(COUNCIL);
const ASIDE: DocumentName = DocumentName::Aside(COUNCIL);
const TEAM: TeamId = TeamId(1);

/// Ann of the council and Ben of the charity, in a programme of everything.
fn open() -> (World, Actor, Actor) {
    let mut world = World::open(|create| create.programme = invented());
    let people = [("Ann", "Council"), ("Ben", "Charity")].map(|(name, organisation)| world.join(name, organisation));
    (world, people[0], people[1])
}

fn set(world: &mut World, who: Actor, document: DocumentName, at: &str, value: impl Into<Any>) {
    world.write(who, document, &Edit::Value { path: path(at), value: value.into() }, true).unwrap_or_else(|why| panic!("{at}: {why:?}"));
}

fn row(world: &mut World, who: Actor, root: &'static str, key: &str, texts: &[&'static str], values: Vec<(&'static str, Any)>) {
    let texts = texts.iter().map(|column| (*column, Some(world.words.say(&format!("{key} {column}"))))).collect();
    world.write(who, DocumentName::Plan, &Edit::Row { root, key: key.into(), texts, values }, true).unwrap();
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn values<const N: usize>(values: [(&str, Value); N]) -> Values {
    values.into_iter().map(|(id, value)| (id.into(), value)).collect()
}

/// Everything that there is to fill in, filled in.
fn filled() -> (World, Actor, Actor) {
    let (mut world, ann, ben) = open();
    world.text(ann, CARD, "health.story", "Twenty years\nand more").unwrap();
    world.text(ann, CARD, "health.name", "Warm\n rooms").unwrap();
    for (at, value) in [("health/partner", Any::from(3.0)), ("health/speaker", f64::from(seat(ann).0).into()), ("health/trust", 4.0.into())]
    {
        set(&mut world, ann, CARD, at, value);
    }
    set(&mut world, ann, CARD, "health/since", "2006-02-28");
    set(&mut world, ann, CARD, "health/next", "2027-02-28T10:30");
    set(&mut world, ann, CARD, "health/stage", "late");
    set(&mut world, ann, CARD, "health/ready", true);
    set(&mut world, ann, CARD, "health.problems/g", true);
    world.text(ann, ASIDE, "health.worry", "The money").unwrap();
    world.text(ann, ASIDE, "health.secret", "Tired").unwrap();
    world.note(ben, "n", "Too far away");
    world.go("group");
    world.group(ann, "g", "Buses").unwrap();
    let said =
        Edit::Row { root: "groups", key: "h".into(), texts: vec![("look.said", Some(world.words.say("Every night")))], values: vec![] };
    world.write(ann, DocumentName::Board, &said, true).unwrap();
    set(&mut world, ann, DocumentName::Board, "groups/h/look.weight", 2.0);
    world.go("brief");
    world.text(FACILITATOR, DocumentName::Brief(TEAM), "pitch.words", "One bus more").unwrap();
    set(&mut world, FACILITATOR, DocumentName::Brief(TEAM), "pitch/mood", 5.0);
    set(&mut world, FACILITATOR, DocumentName::Brief(TEAM), "pitch.taken/g", true);
    world.go("roles");
    plan(&mut world, ann);
    (world, ann, ben)
}

fn plan(world: &mut World, ann: Actor) {
    let each = vec![
        ("order", Any::from(1.0)),
        ("organisation", 2.0.into()),
        ("person", f64::from(seat(ann).0).into()),
        ("day", "2027-01-01".into()),
        ("moment", "2027-01-01T09:00".into()),
        ("stage", "early".into()),
        ("near", 3.0.into()),
        ("weight", 5.0.into()),
        ("sure", true.into()),
    ];
    row(world, ann, "list.everything", "r", &["words", "line"], each);
    let odd = ["day", "moment", "stage"].map(|column| (column, Any::from("someday"))).into_iter();
    let odd = odd.chain([("near", 6.0.into()), ("weight", 1.5.into()), ("sure", "yes".into()), ("person", 0.0.into())]);
    row(world, ann, "list.everything", "odd", &[], odd.collect());
    row(world, ann, "list.contacts", "2", &["who", "deputy"], vec![]);
    row(world, ann, "list.contacts", "02", &["who"], vec![]);
    row(world, ann, "list.contacts", "77", &["who"], vec![]);
    row(world, ann, "list.sorted", "g", &["why"], vec![]);
    row(world, ann, "list.visits", "1", &["by"], vec![]);
    world.text(ann, DocumentName::Plan, "opening.words", "Good morning").unwrap();
    set(world, ann, DocumentName::Plan, "opening/day", "2027-03-01");
}

fn cells(world: &World, role: Role) -> BTreeMap<String, Cell> {
    Watcher::Class(role).cells(world, &honest).into_iter().map(|(key, cell)| (key.to_string(), cell)).collect()
}

fn form(cells: &BTreeMap<String, Cell>, key: &str) -> Values {
    match cells.get(key) {
        Some(Cell::Form(FormCell { values, .. }) | Cell::Private(FormCell { values, .. })) => values.clone(),
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn a_form_of_every_kind_of_field_says_what_was_put_into_it() {
    let (world, ann, _) = filled();
    let wall = cells(&world, Role::Wall);
    let groups = Value::Several(vec!["g".to_owned()]);
    let health = values([
        ("story", text("Twenty years\nand more")),
        ("name", text("Warm rooms")),
        ("partner", Value::Number(3)),
        ("speaker", Value::Number(seat(ann).0)),
        ("since", text("2006-02-28")),
        ("next", text("2027-02-28T10:30")),
        ("stage", text("late")),
        ("trust", Value::Number(4)),
        ("ready", Value::Tick(true)),
        ("problems", groups.clone()),
    ]);
    assert_eq!(form(&wall, "form/health/2"), health);
    assert_eq!(form(&wall, "form/opening"), values([("words", text("Good morning")), ("day", text("2027-03-01"))]));
    assert_eq!(form(&wall, "form/look/h"), values([("said", text("Every night")), ("weight", Value::Number(2))]));
    let pitch = values([("words", text("One bus more")), ("mood", Value::Number(5)), ("taken", groups)]);
    assert_eq!(form(&cells(&world, Role::Facilitator), "form/pitch/1"), pitch);
}

#[test]
fn a_list_of_every_kind_of_column_says_what_was_put_into_it_and_nothing_odd() {
    let (world, ann, _) = filled();
    let rows: BTreeMap<String, Values> = cells(&world, Role::Wall)
        .into_iter()
        .filter_map(|(key, cell)| if let Cell::Row(row) = cell { Some((key, row.values)) } else { None })
        .collect();
    let each = values([
        ("words", text("r words")),
        ("line", text("r line")),
        ("organisation", Value::Number(2)),
        ("person", Value::Number(seat(ann).0)),
        ("day", text("2027-01-01")),
        ("moment", text("2027-01-01T09:00")),
        ("stage", text("early")),
        ("near", Value::Number(3)),
        ("weight", Value::Number(5)),
        ("sure", Value::Tick(true)),
    ]);
    let expected = [
        ("row/contacts/2", values([("who", text("2 who")), ("deputy", text("2 deputy"))])),
        ("row/everything/odd", Values::new()),
        ("row/everything/r", each),
        ("row/sorted/g", values([("why", text("g why"))])),
        ("row/visits/1", values([("by", text("1 by"))])),
    ];
    assert_eq!(rows, expected.map(|(key, values)| (key.to_owned(), values)).into(), "rows of what there is not are shown to nobody");
}

#[test]
fn what_no_schema_has_is_refused() {
    let (mut world, ann, _) = open();
    world.go("roles");
    let value = |at: &str| Edit::Value { path: path(at), value: "x".into() };
    for (document, at) in [
        (CARD, "health/worry"),
        (CARD, "health/nothing"),
        (CARD, "other/thing"),
        (ASIDE, "health/trust"),
        (DocumentName::Plan, "opening/words"),
        (DocumentName::Plan, "list.nothing/r"),
    ] {
        assert_eq!(world.write(ann, document, &value(at), true).err(), Some(Refusal::BadUpdate), "{at}");
    }
    for (document, root) in [(CARD, "health.worry"), (CARD, "health"), (ASIDE, "health.story"), (DocumentName::Plan, "pitch.words")] {
        assert_eq!(world.text(ann, document, root, "x").err(), Some(Refusal::BadUpdate), "{root}");
    }
    for (root, column) in [("list.everything", "nothing"), ("everything", "words"), ("list.core", "role")] {
        let row = Edit::Row { root, key: "r".into(), texts: vec![(column, None)], values: vec![] };
        assert_eq!(world.write(ann, DocumentName::Plan, &row, true).err(), Some(Refusal::BadUpdate), "{root}/{column}");
    }
}

#[test]
fn p2_everybody_is_shown_what_is_for_them() {
    let (mut world, ann, ben) = filled();
    let private = values([("worry", text("The money")), ("secret", text("Tired"))]);
    assert_eq!(form(&cells(&world, Role::Facilitator), "private/health/2"), private);
    for role in [Role::Participant, Role::Wall] {
        let cells = cells(&world, role);
        assert!(!cells.keys().any(|key| key.starts_with("private/") || key.starts_with("form/pitch")), "{role:?}");
    }
    assert_eq!(cells(&world, Role::Guest).keys().filter(|key| key.contains('/')).count(), 0);
    assert_eq!(world.text(ben, CARD, "health.story", "Theirs").err(), Some(Refusal::NotYours));
    assert_eq!(world.text(ben, ASIDE, "health.worry", "Theirs").err(), Some(Refusal::NotYours));
    let beforehand = Actor::Organisation(COUNCIL);
    world.text(beforehand, CARD, "health.story", "Ours").unwrap();
    world.go("report");
    assert!(cells(&world, Role::Wall).contains_key("form/pitch/1"), "briefs are open now");
    assert_eq!(world.text(ann, DocumentName::Plan, "opening.words", "Late").err(), Some(Refusal::NotYours), "not in this stage");
}

#[test]
fn p3_it_outlives_a_snapshot_a_replay_and_a_new_generation() {
    let (mut world, ..) = filled();
    let shown = |world: &World| (cells(world, Role::Facilitator), cells(world, Role::Wall));
    let before = shown(&world);
    for fold in [Fold::restore(&world.fold.snapshot().unwrap()).unwrap(), replayed(&world)] {
        assert_eq!(shown(&World::of(fold)), before);
    }
    for document in [CARD, ASIDE, DocumentName::Board, DocumentName::Brief(TEAM), DocumentName::Plan] {
        assert_eq!(world.begin_anew(document).entries.len(), 1, "{document}");
    }
    assert_eq!(shown(&world), before);
    assert_eq!(shown(&World::of(replayed(&world))), before);
}

fn replayed(world: &World) -> Fold {
    let mut fold = Fold::empty();
    world.journal.iter().for_each(|entry| drop(fold.replay(entry).unwrap()));
    fold
}

#[test]
fn words_of_the_programme_are_filled_in_for_everybody_and_stay_as_they_are_for_who_edits_it() {
    let (world, ..) = open();
    let facilitator = cells(&world, Role::Facilitator);
    let Some(Cell::Programme(shown)) = facilitator.get("programme") else { panic!("no programme") };
    let health = shown.forms.iter().find(|form| form.id.as_str() == "health").unwrap();
    assert_eq!(health.title, "How Oakfield is doing");
    assert_eq!(
        (health.fields[0].label.as_str(), health.fields[0].hint.as_str()),
        ("The story so far in Oakfield", "As Library would tell it")
    );
    assert_eq!(health.fields[6].options[1].label, "Late in Oakfield");
    let everything = shown.lists.iter().find(|list| list.id.as_str() == "everything").unwrap();
    assert_eq!((everything.title.as_str(), everything.hint.as_str()), ("Everything in Oakfield", "For Library"));
    let Some(Cell::Source(source)) = facilitator.get("source") else { panic!("no source") };
    assert_eq!(source.programme, world.fold.state.programme);
    let step = shown.stages.iter().flat_map(|stage| &stage.steps).find(|step| step.id.as_str() == "roles").unwrap();
    assert_eq!(step.lists.len(), 7);
}

fn become_(world: &mut World, change: impl FnOnce(&mut Programme)) -> Result<(), Refusal> {
    let mut programme = world.fold.state.programme.clone();
    change(&mut programme);
    let revision = world.fold.state.revision;
    world.command(FACILITATOR, Command::SetProgramme { programme: Box::new(programme), revision }).map(drop)
}

fn without_form(programme: &mut Programme, id: &str) {
    programme.forms.retain(|form| form.id.as_str() != id);
    programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.fills.retain(|form| form.as_str() != id));
}

fn without_list(programme: &mut Programme, id: &str) {
    programme.lists.retain(|list| list.id.as_str() != id);
    programme.stages.iter_mut().flat_map(|stage| &mut stage.steps).for_each(|step| step.lists.retain(|list| list.as_str() != id));
}

fn field<'a>(programme: &'a mut Programme, form: &str, id: &str) -> &'a mut Field {
    let form = programme.forms.iter_mut().find(|known| known.id.as_str() == form).unwrap();
    form.fields.iter_mut().find(|known| known.id.as_str() == id).unwrap()
}

#[test]
fn p3_what_holds_words_or_values_cannot_be_taken_out_of_a_programme() {
    type Change = fn(&mut Programme);
    let losing: [(&str, Change); 12] = [
        ("a form", |programme| without_form(programme, "health")),
        ("a form about groups", |programme| without_form(programme, "look")),
        ("a list", |programme| without_list(programme, "everything")),
        ("a field", |programme| programme.forms.iter_mut().for_each(|form| form.fields.retain(|field| field.id.as_str() != "trust"))),
        ("a private field", |programme| {
            programme.forms.iter_mut().for_each(|form| form.fields.retain(|field| field.id.as_str() != "worry"))
        }),
        ("a column", |programme| programme.lists.iter_mut().for_each(|list| list.columns.retain(|column| column.id.as_str() != "sure"))),
        ("a kind", |programme| field(programme, "health", "story").kind = FieldKind::Line),
        ("privacy", |programme| field(programme, "health", "story").private = true),
        ("an option", |programme| drop(field(programme, "health", "stage").options.remove(0))),
        ("what it picks", |programme| field(programme, "pitch", "taken").kind = FieldKind::Text),
        ("what a form is about", |programme| {
            programme.forms.iter_mut().find(|form| form.id.as_str() == "opening").unwrap().about = trestle_protocol::About::Team;
        }),
        ("what rows stand for", |programme| {
            programme.lists.iter_mut().find(|list| list.id.as_str() == "contacts").unwrap().rows = trestle_protocol::About::Workshop;
        }),
    ];
    let (mut world, ..) = filled();
    let before = world.fold.snapshot().unwrap();
    for (what, change) in losing {
        assert_eq!(become_(&mut world, change), Err(Refusal::HoldsWords), "{what}");
        assert_eq!(world.fold.snapshot().unwrap(), before, "{what}");
    }
    let (mut empty, ..) = open();
    for (what, change) in losing.into_iter().skip(9) {
        let same_place = what == "what it picks";
        assert_eq!(become_(&mut empty, change), if same_place { Err(Refusal::HoldsWords) } else { Ok(()) }, "{what}, with nothing in it");
    }
    become_(&mut empty, |programme| without_form(programme, "health")).unwrap();
}

#[test]
fn p3_what_is_switched_off_keeps_its_words_and_takes_those_in_flight() {
    let (mut world, ann, _) = filled();
    world.go("introduce");
    become_(&mut world, |programme| {
        for id in ["story", "worry", "trust"] {
            field(programme, "health", id).off = true;
        }
        field(programme, "health", "name").label = "What people say".into();
    })
    .unwrap();
    let word = world.words.say(" and on");
    world.write(ann, CARD, &Edit::Type { path: path("health.story"), after: 100, word }, false).unwrap();
    world.text(ann, ASIDE, "health.worry", "The time").unwrap();
    let cells = cells(&world, Role::Facilitator);
    let health = form(&cells, "form/health/2");
    assert_eq!(health[&"story".into()], text("Twenty years\nand more and on"));
    assert_eq!(health[&"trust".into()], Value::Number(4));
    assert_eq!(form(&cells, "private/health/2")[&"worry".into()], text("The time"));
}

#[test]
fn an_id_that_was_used_once_is_not_used_again() {
    let (mut world, ..) = open();
    become_(&mut world, |programme| without_form(programme, "opening")).unwrap();
    become_(&mut world, |programme| programme.forms.iter_mut().for_each(|form| form.fields.retain(|field| field.id.as_str() != "mood")))
        .unwrap();
    let retired: Vec<&str> = world.fold.state.retired.iter().map(String::as_str).collect();
    assert_eq!(retired, ["opening", "opening.day", "opening.words", "pitch.mood"]);
    let known = invented();
    let opening = known.form(&"opening".into()).unwrap().clone();
    assert_eq!(become_(&mut world, |programme| programme.forms.push(opening)), Err(Refusal::IdUsedBefore));
    let mood = known.form(&"pitch".into()).unwrap().fields[1].clone();
    let again = |programme: &mut Programme| programme.forms.iter_mut().find(|form| form.id.as_str() == "pitch").unwrap().fields.push(mood);
    assert_eq!(become_(&mut world, again), Err(Refusal::IdUsedBefore));
    // But what is built in is what it always was.
    become_(&mut world, |programme| without_form(programme, "discuss")).unwrap();
    become_(&mut world, |changed| changed.forms.extend(programme().form(&"discuss".into()).cloned())).unwrap();
}

#[test]
fn nothing_that_is_declared_goes_in_a_rehearsal() {
    let (mut world, ann, _) = open();
    world.text(ann, CARD, "health.story", "From before").unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: true }).unwrap();
    world.text(ann, CARD, "health.story", "").unwrap();
    assert_eq!(become_(&mut world, |programme| without_form(programme, "pitch")), Err(Refusal::HoldsWords));
    let more = |programme: &mut Programme| {
        let health = programme.forms.iter_mut().find(|form| form.id.as_str() == "health").unwrap();
        health.fields.push(Field { id: "more".into(), label: "More".into(), ..Field::default() });
    };
    become_(&mut world, more).unwrap();
    world.text(ann, CARD, "health.more", "Rehearsed").unwrap();
    world.command(FACILITATOR, Command::Rehearse { on: false }).unwrap();
    assert_eq!(world.field(CARD, "health", "story"), "From before");
    world.text(ann, CARD, "health.more", "In earnest").unwrap();
    assert_eq!(world.field(CARD, "health", "more"), "In earnest");
}

#[test]
fn a_brief_counts_what_is_asked_and_its_version_changes_with_every_field() {
    let (mut world, ..) = filled();
    world.text(FACILITATOR, DocumentName::Brief(TEAM), "title", "Buses").unwrap();
    let team = |world: &World| world.team(Role::Wall, TEAM).map(|team| (team.filled, team.fields)).unwrap();
    assert_eq!(team(&world), (1, 9));
    let version = |world: &World| forms::brief_version(&world.fold.state, &world.fold.documents, TEAM);
    let before = version(&world);
    become_(&mut world, |programme| {
        field(programme, "brief", "title").off = true;
        let brief = programme.forms.iter_mut().find(|form| form.id.as_str() == "brief").unwrap();
        brief.fields.push(Field { id: "budget".into(), label: "Budget".into(), ..Field::default() });
    })
    .unwrap();
    assert_eq!((team(&world), version(&world)), ((0, 9), before.clone()), "what nobody has written changes nothing");
    world.text(FACILITATOR, DocumentName::Brief(TEAM), "budget", "A hundred pounds").unwrap();
    assert_eq!(team(&world), (1, 9));
    assert_ne!(version(&world), before);
}

#[test]
fn a_programme_without_a_meeting_or_actions_is_not_asked_for_them() {
    let (mut world, ..) = open();
    assert!(world.closing().missing.contains(&Missing::Date));
    become_(&mut world, |programme| without_form(programme, "meeting")).unwrap();
    assert!(world.closing().missing.iter().all(|missing| matches!(missing, Missing::Organisation { .. })));
    become_(&mut world, |programme| without_list(programme, "actions")).unwrap();
    assert_eq!((world.closing().missing, world.closing().needed), (vec![], 2));
}

/// Everybody could fill in a card before there were declarations, whatever the steps said.
#[test]
fn p10_a_programme_that_declares_nothing_has_what_there_was() {
    let bare = |create: &mut trestle_core::Create| {
        for step in create.programme.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            (step.fills, step.lists, step.asks) = Default::default();
            step.does.push(Capability::Write);
        }
        (create.programme.forms, create.programme.lists, create.programme.questions) = Default::default();
    };
    let mut world = World::open(bare);
    let ann = world.join("Ann", "Council");
    world.text(ann, CARD, "does", "Roads").unwrap();
    assert_eq!(world.field(CARD, "card", "does"), "Roads");
    assert_eq!(world.cell(Role::Wall, &CellKey::Form("card".into(), "2".into())).is_some(), true);
}

#[test]
fn two_things_do_not_stand_in_one_place() {
    let toml = |more: &str| {
        let steps = "[[stages]]\nid = \"s\"\ntitle = \"S\"\n[[stages.steps]]\nid = \"a\"\ntitle = \"A\"\nminutes = 1\nprompt = \"?\"\ndoes = [\"write\"]\n";
        programmes::parse(&format!("id = \"p\"\ntitle = \"P\"\n{more}\n{steps}")).map(drop).map_err(|error| error.to_string())
    };
    let of = |id: &str, about: &str, fields: &str| {
        format!("[[forms]]\nid = \"{id}\"\ntitle = \"T\"\nabout = \"{about}\"\nfields = [{fields}]\n")
    };
    let both = of("card", "organisation", "{ id = \"does\", label = \"D\" }")
        + &of("does", "organisation", "{ id = \"x\", label = \"X\", kind = \"tick\" }");
    assert!(toml(&both).unwrap_err().contains("name of something else"));
    assert!(toml(&of("card", "team", "{ id = \"does\", label = \"D\" }")).unwrap_err().contains("built-in"));
    assert_eq!(toml(&of("other", "team", "{ id = \"does\", label = \"D\" }")), Ok(()));
}
