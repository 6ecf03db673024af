//! What the attributes of an element say about how it is shown.

/// The attributes that say how an element is shown.
#[derive(Default)]
pub(super) struct Attributes<'s> {
    pub(super) id: &'s str,
    pub(super) class: &'s str,
    pub(super) role: &'s str,
    pub(super) style: &'s str,
    pub(super) kind: Option<&'s str>,
    pub(super) start: Option<&'s str>,
    pub(super) value: Option<&'s str>,
    pub(super) hidden: bool,
}

impl<'s> Attributes<'s> {
    pub(super) fn read(text: &'s str) -> Self {
        let mut read = Attributes::default();
        for (name, value) in attributes(text) {
            match name.to_ascii_lowercase().as_str() {
                "id" => read.id = value,
                "class" => read.class = value,
                "role" => read.role = value,
                "style" => read.style = value,
                "type" => read.kind = Some(value),
                "start" => read.start = Some(value),
                "value" => read.value = Some(value),
                "hidden" => read.hidden = !value.eq_ignore_ascii_case("until-found"),
                "aria-hidden" => read.hidden |= value.eq_ignore_ascii_case("true"),
                _ => {}
            }
        }
        read
    }

    /// True where the style sets `property` to one of `values`.
    pub(super) fn sets(&self, property: &str, values: &[&str]) -> bool {
        self.style
            .split(';')
            .filter_map(|part| part.split_once(':'))
            .any(|(name, value)| {
                name.trim().eq_ignore_ascii_case(property)
                    && values.iter().any(|v| value.trim().eq_ignore_ascii_case(v))
            })
    }

    pub(super) fn is_bold(&self) -> bool {
        self.sets(
            "font-weight",
            &["bold", "bolder", "600", "700", "800", "900"],
        )
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || self.sets("display", &["none"]) || self.sets("visibility", &["hidden"])
    }

    pub(super) fn is_site_chrome(&self) -> bool {
        ["navigation", "banner", "contentinfo", "search"].contains(&self.role)
    }

    /// True where the name of an element says that it is a banner about cookies. A mere "cookie"
    /// does not: terms have sections about them.
    pub(super) fn is_cookie_banner(&self) -> bool {
        const MAKERS: [&str; 6] = [
            "onetrust-",
            "didomi-",
            "tarteaucitron",
            "cybotcookiebot",
            "axeptio_",
            "usercentrics-",
        ];
        const SHAPES: [&str; 6] = ["banner", "consent", "popup", "modal", "overlay", "bar"];
        [self.id, self.class]
            .iter()
            .flat_map(|names| names.split_ascii_whitespace())
            .any(|name| {
                let name = name.to_ascii_lowercase();
                MAKERS.iter().any(|maker| name.starts_with(maker))
                    || name.contains("cookie") && SHAPES.iter().any(|shape| name.contains(shape))
            })
    }
}

/// The names and values of a tag's attributes, in order.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        // The first character may be anything, an equals sign too.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let name_end =
            rest[first..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let name_end = name_end.map_or(rest.len(), |i| first + i);
        let (name, after) = rest.split_at(name_end);
        let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(
                value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len()),
            ),
        };
        rest = after;
        Some((name, value))
    })
}
