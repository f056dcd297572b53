//! Honest traffic of real yjs, recorded by `honest/make.mjs`: all of it is admitted, and the
//! document ends as yjs shows it.

mod guarded;

use guarded::{Guarded, plain, schema, show};

const RECORDED: &str = include_str!("honest/updates.txt");

/// Updates as they arrive, per document, and the JSON that yjs ends with.
struct Recording<'a> {
    seed: &'a str,
    schema: &'a str,
    updates: Vec<(u32, Vec<u8>)>,
    last: &'a str,
}

fn recordings(content: &str) -> Vec<Recording<'_>> {
    let mut all: Vec<Recording<'_>> = Vec::new();
    for line in content.lines() {
        let (first, rest) = line.split_once(' ').expect("a line has two parts");
        match first {
            "case" => {
                let (seed, schema) = rest.split_once(' ').expect("a case has a seed and a schema");
                all.push(Recording { seed, schema, updates: Vec::new(), last: "" });
            }
            "=" => all.last_mut().expect("a case").last = rest,
            owner => {
                let update = (owner.parse().expect("an owner"), base64(rest));
                all.last_mut().expect("a case").updates.push(update);
            }
        }
    }
    all
}

fn base64(text: &str) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> =
        text.bytes().filter_map(|byte| alphabet.iter().position(|letter| *letter == byte)).map(|digit| digit as u32).collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let number = four.iter().fold(0, |number, digit| number << 6 | digit) << (6 * (4 - four.len()));
        bytes.extend_from_slice(&number.to_be_bytes()[1..four.len()]);
    }
    bytes
}

#[test]
fn honest_traffic_is_admitted_and_every_replica_ends_equal() {
    let file = std::env::var("HONEST_UPDATES").ok();
    let content = file.map(|file| std::fs::read_to_string(file).expect("the file of HONEST_UPDATES"));
    let recordings = recordings(content.as_deref().unwrap_or(RECORDED));
    let (mut updates, mut passed_on) = (0, 0);
    for recording in &recordings {
        let mut guarded = Guarded::new(schema(recording.schema));
        for (number, (owner, update)) in recording.updates.iter().enumerate() {
            let outcome = guarded.push(*owner, update);
            let outcome = outcome.unwrap_or_else(|refusal| panic!("seed {}, update {number}: {} {refusal}", recording.seed, refusal.id()));
            updates += 1;
            passed_on += usize::from(!outcome.is_empty());
        }
        let last = plain(serde_json::from_str(recording.last).expect("JSON of yjs"));
        assert_eq!(show(&guarded.doc, &guarded.schema), last, "seed {}", recording.seed);
        guarded.check_index();
    }
    println!("{} documents, {updates} updates, {passed_on} with something new", recordings.len());
    assert!(updates > 3000 && passed_on < updates, "the recording has traffic and repetitions");
}
