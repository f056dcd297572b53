//! People's text in Markdown: text, never markup. Every character that could mean something is escaped, and no other.

use crate::text::{lined, unlined};

/// People's text on one line.
pub(super) fn line(text: &str) -> String {
    escape(&unlined(text))
}

/// People's text with its line breaks, each line escaped and indented as its place needs.
pub(super) fn block(text: &str, indent: &str) -> String {
    let lines: Vec<String> = lined(text.trim_end()).lines().map(escape_line).collect();
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
}
