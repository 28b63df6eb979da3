use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::relation::conflict::{Conversion, Fault, conversions};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports an amount of money that is said again in another currency, and was not worth that.
    ///
    /// ## Why is this bad?
    /// `50 亿美元（约合人民币 36 亿元）` is off by a factor of ten, and readers take the number in their own currency for the
    /// true one.
    ///
    /// The rates of `lints/relations/rates.yaml` are compared: those of the document's year and of the year before, and of
    /// the years that the paragraph names, from the lowest to the highest, with 6 % to spare. A factor of ten is an error; a
    /// rate that never was is a warning, and only where the text says that the one is the other (约, 约合, about): prices
    /// differ from country to country. A plain `$` or 元 may be that of any country that has one. Without a date, only factors
    /// of ten are reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: Deal
    /// date: 2024-03-05
    /// ---
    ///
    /// 双方同意的价格是50亿美元（约合人民币36亿元）。
    ///
    /// The fund has £1 billion (about $3.3 billion) to spend.
    /// ````
    /// ````md
    /// ---
    /// title: Deal
    /// date: 2024-03-05
    /// ---
    ///
    /// 双方同意的价格是50亿美元（约合人民币360亿元）。
    ///
    /// The fund has £1 billion (about $1.3 billion) to spend.
    /// ````
    pub(crate) struct WrongConversion {
        id: "consistency/wrong-conversion",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_conversion(context: &RuleContext<'_>, found: &Conversion) -> Diagnostic {
    let meta = &WrongConversion::META;
    let prose = &context.document.prose;
    let (first, second) = (prose.slice(found.first), prose.slice(found.second));
    let Conversion { from, to, low, high, implied, .. } = found;
    let (severity, message) = match found.fault {
        Fault::Slip(power) => {
            let factor = super::factor(power);
            (
                Severity::Error,
                message!(
                    "`{second}` is not what `{first}` is worth: off by a factor of {factor}",
                    second,
                    first,
                    factor
                ),
            )
        }
        Fault::Rate => (Severity::Warning, message!("`{second}` is not what `{first}` was worth", second, first)),
    };
    let rates = if low == high { Message::verbatim(low.to_string()) } else { message!("{low} to {high}", low, high) };
    Diagnostic::new(meta.rule_id(), severity, prose.to_source(found.second), message)
        .with_label("this amount")
        .with_related(prose.to_source(found.first), "is said to be worth this one")
        .with_help(message!(
            "a {from} was worth {rates} {to}; the text's numbers come to {implied}",
            from,
            rates,
            to,
            implied
        ))
        .with_fingerprint_key(format!("{first} {second}"))
}

impl Rule for WrongConversion {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = conversions(context.document, context.analysis);
        diagnostics.extend(found.iter().map(|found| wrong_conversion(context, found)));
    }
}
