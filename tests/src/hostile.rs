//! Hostile words: a scenario in which every text also carries what breaks careless programs.

use serde_json::Value;

/// Put behind people's texts in turn: markup of several kinds, formulas, scripts, direction marks, characters outside the first plane.
const WORDS: [&str; 16] = [
    "*stars* _lines_ `ticks` ~~waves~~ ==marks==",
    "<script>alert('x')</script><img src=x onerror=y>",
    "[a link](javascript:alert(1)) ![i](http://example.invalid/i.png) <http://example.invalid>",
    "| a | table | $x^2$ $$y$$ {{braces}} %d %s ${env}",
    "&amp; &#65; &lt;b&gt; \\* \\n \\u0041 C:\\new\\table",
    "=SUM(A1:A9) +1 -1 @here \"quoted\" 'single' ;,.",
    "Robert'); DROP TABLE notes;-- '' \"\" `` \u{2060}|",
    "العربية עברית \u{202e}backwards\u{202c} \u{200f}",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301} ñ n\u{303} 𝒳 𐍈 ﷽",
    "# heading - dash > quote 1. one 2) two +++ --- ***",
    "http://example.invalid/?a=1&b=2#c www.example.invalid a@example.invalid",
    "[^1] [x] [ ] - [x] :smile: ::: ^up^ ~down~ !!! ???",
    "]]> --> */ // <!-- <?php <% {% #{ \"\"\" ''' \\0",
    "日本語、中文。한국어 ไทย हिन्दी ქართული",
    "null undefined NaN true [object Object] -0 1e999",
    "İıſßẞ ǅ ﬁ Å\u{30a} \u{feff}zero\u{200b}width",
];
/// What no name and no heading keeps as it was typed: what turns it, what cannot be seen, marks apart from their letters.
const UNKEPT: [char; 10] =
    ['\u{202e}', '\u{202c}', '\u{200f}', '\u{feff}', '\u{200b}', '\u{2060}', '\u{2028}', '\u{301}', '\u{303}', '\u{30a}'];
/// Fields that hold one line: words with line breaks do not belong there.
const MANY_LINES: [&str; 13] = [
    "does",
    "priorities",
    "hope",
    "unsure",
    "why",
    "fit",
    "constraints",
    "ideas",
    "already",
    "success",
    "factors",
    "communications",
    "commits",
];
/// Fields that are no text of people's.
const NO_TEXT: [&str; 13] =
    ["zone", "id", "seat", "organisation", "role", "device", "theme", "kind", "due", "when", "seats", "themes", "commitments"];

/// The same scenario with hostile words in every text that people write.
pub fn made_hostile(scenario: &str) -> String {
    let mut scenario: Value = serde_json::from_str(scenario).expect("a scenario");
    let mut turn = 0;
    for (key, value) in scenario.as_object_mut().expect("an object") {
        if key != "ratings" && key != "choose" && key != "convener" {
            spoil(key, value, "", &mut turn);
        }
    }
    // Names have to agree: the convener is one of the organisations.
    scenario["convener"] = scenario["organisations"][0]["name"].clone();
    scenario.to_string()
}

fn spoil(key: &str, value: &mut Value, within: &str, turn: &mut usize) {
    match value {
        // A core row's `role` is what people wrote, a seat's or an organisation's is not; a partner's `when` is in words.
        Value::String(text)
            if !NO_TEXT.contains(&key) || (key == "role" && within == "core") || (key == "when" && within == "extended") =>
        {
            let words = WORDS[*turn % WORDS.len()];
            *turn += 1;
            let room = if key == "name" || key == "place" {
                80
            } else if key == "title" {
                120
            } else {
                480
            };
            let spoilt =
                if MANY_LINES.contains(&key) { format!("{text}\n\n- {words}\n    \t{words}\n1. end") } else { format!("{text} {words}") };
            // Where there is no room for it, the text stays what it was; and what turns or hides does not stay in a name or a heading, which have tests of
            // their own.
            let is_tidied = matches!(key, "name" | "title" | "place");
            let stays = !is_tidied || !words.contains(UNKEPT);
            if stays && spoilt.chars().count() <= room && spoilt.encode_utf16().count() <= 500 {
                *text = spoilt;
            }
        }
        Value::Array(values) if !NO_TEXT.contains(&key) => {
            let within = if within.is_empty() || key == "core" || key == "extended" { key.to_owned() } else { within.to_owned() };
            values.iter_mut().for_each(|value| spoil(key, value, &within, turn));
        }
        Value::Object(fields) if !NO_TEXT.contains(&key) => {
            let within = if key == "core" || key == "extended" { key.to_owned() } else { within.to_owned() };
            fields.iter_mut().for_each(|(key, value)| spoil(key, value, &within, turn));
        }
        _ => {}
    }
}
