//! Values of attributes, one test a kind; whose they are is tested beside `subject`.

use crate::claim::analyse::read_whole_with;
use crate::claim::{ClaimValue, Modality};
use crate::document;
use crate::quantity::QuantityValue;
use crate::reference::ReferenceTables;
use crate::text::SourceFile;

use super::super::{View, block_sentences, code};
use super::{Candidate, candidates};

fn with_candidates<R>(text: &str, read: impl Fn(&Candidate, &ReferenceTables, &str) -> R) -> Vec<R> {
    let file = SourceFile::new("2024-05-20-a.md", text);
    let document = document::parse(&file);
    let tables = ReferenceTables::embedded();
    let (analysis, attributes) = read_whole_with(&file, &document, tables, &code(&document));
    let sentences = block_sentences(&document, &analysis);
    let view = View { document: &document, tables, analysis: &analysis, attributes: &attributes, sentences };
    candidates(&view).iter().map(|candidate| read(candidate, tables, document.prose.slice(candidate.range))).collect()
}

/// Returns the key and the text of every value of a document, `key: text`.
fn found(text: &str) -> Vec<String> {
    with_candidates(text, |candidate, tables, written| {
        format!("{}: {written}", tables.attribute(candidate.attributes[0]).key)
    })
}

/// Returns the values, in base units.
fn amounts(text: &str) -> Vec<String> {
    with_candidates(text, |candidate, _, _| match &candidate.value {
        ClaimValue::Amount { value: QuantityValue::Exact(amount), .. } => amount.value.normalize().to_string(),
        ClaimValue::Amount { value, .. } => format!("{value:?}"),
        ClaimValue::Date { days, .. } => format!("{}/{}", days.start, days.end),
        ClaimValue::Elapsed(duration) => format!("{duration:?}"),
        ClaimValue::Term(term) => term.to_string(),
    })
}

fn modalities(text: &str) -> Vec<Modality> {
    with_candidates(text, |candidate, _, _| candidate.modality)
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases.iter().filter(|(text, expected)| found(text) != *expected).collect();
    let read: Vec<_> = wrong.iter().map(|(text, _)| found(text)).collect();
    assert!(wrong.is_empty(), "expected {wrong:#?}, found {read:#?}");
}

#[test]
fn sizes_stand_beside_their_nouns_and_in_lists() {
    check(&[
        ("Pebble comes as 7B, 13B and 70B models.", &["parameters: 7B", "parameters: 13B", "parameters: 70B"]),
        (
            "石子发布了7B、13B 和 70B 三个版本的模型，参数最多700亿。",
            &["parameters: 7B", "parameters: 13B", "parameters: 70B", "parameters: 700亿"],
        ),
        ("Pebble (13B) is small.", &["parameters: 13B"]),
        ("- Pebble: 8B to 70B parameters", &["parameters: 8B", "parameters: 70B"]),
        ("Pebble has 355B-744B parameters.", &["parameters: 355B", "parameters: 744B"]),
        ("Pebble is a 4B medical model.", &["parameters: 4B"]),
        ("It has 3B active parameters, 80B total.", &["active-parameters: 3B", "parameters: 80B"]),
        (
            "A model with 1 trillion total / 32B active parameters.",
            &["parameters: 1 trillion", "active-parameters: 32B"],
        ),
        ("参数规模从15亿跃升至1750亿（175B）。", &["parameters: 15亿", "parameters: 1750亿", "parameters: 175B"]),
        ("四种尺寸，包括0.5B/1.5B/7B。", &["parameters: 0.5B", "parameters: 1.5B", "parameters: 7B"]),
        ("- **Model size:** 30B total parameters, 3B active", &["parameters: 30B", "active-parameters: 3B"]),
        ("Pebble的参数规模达万亿级。", &["parameters: 万亿"]),
    ]);
}

#[test]
fn sizes_of_names_and_of_no_model_in_particular_are_none() {
    check(&[
        ("Falcon Pebble 7B runs fast.", &[]),
        ("We compare Qwen2.5-32B, LeoLM-7B and 13B.", &[]),
        ("models over 1B parameters", &[]),
        ("在单卡上可运行30B参数大模型。", &[]),
        ("在一张RTX 3090上就可以微调13B或34B的模型。", &[]),
        ("端侧模型基本都是1B级别的参数规模。", &[]),
        ("Most makers ship a model of the 1B class.", &[]),
        ("We can host a mixture of the same quality with 90B parameters on it.", &[]),
        ("为一些拥有数百亿参数的模型提供动力。", &[]),
        ("Trained on 40M samples with 16 H100 GPUs of 80GB.", &[]),
        ("It has 28B non-embedding parameters.", &[]),
        ("Dataset size: 250B", &[]),
    ]);
}

#[test]
fn tokens_are_context_or_training_by_the_words_around() {
    check(&[
        ("Pebble was trained on 15T tokens.", &["training-tokens: 15T"]),
        ("It pretrains on 206B scientific tokens.", &["training-tokens: 206B"]),
        ("Pebble has a 1M-token context window.", &["context-window: 1M"]),
        ("Pebble supports a `1 million token context window`.", &["context-window: 1 million"]),
        ("石子使用了5400亿token的法律数据进行预训练。", &["training-tokens: 5400亿"]),
        ("上下文窗口扩展到128K。", &["context-window: 128K"]),
        ("- **Context length:** 128K", &["context-window: 128K"]),
        ("Pebble has a 128K context limit.", &["context-window: 128K"]),
        ("A 128K context, up from 32K.", &["context-window: 128K", "context-window: 32K"]),
        ("It writes 400 tokens per second at 264k context.", &[]),
        ("A vocabulary of 128K tokens.", &[]),
    ]);
}

#[test]
fn prices_are_of_tokens_and_other_money_is_not() {
    check(&[
        ("It costs $2/1M tokens for input and $8 for output.", &["price-input: $2", "price-output: $8"]),
        ("Pricing is $0.1/$0.3 per million.", &["price: $0.1", "price: $0.3"]),
        ("定价0.0008元/千Tokens。", &["price: 0.0008元"]),
        ("每百万tokens输入1元、输出2元。", &["price-input: 1元", "price-output: 2元"]),
        ("公司以15亿美元的估值融资1.5亿美元。", &["valuation: 15亿美元", "funding: 1.5亿美元"]),
        ("Pebble raises $400M at a valuation of $10.2B.", &["funding: $400M", "valuation: $10.2B"]),
        ("估值60亿刀。", &["valuation: 60亿"]),
        ("有12家企业投入超2亿元，4家公司投入超过20亿元。", &[]),
        ("Sometimes a $30/month server beats a $300/month plan.", &[]),
        ("That is a reduction of $7.5 per million tokens.", &[]),
    ]);
    assert_eq!(amounts("定价0.8厘/千tokens。"), ["0.0008"]);
}

#[test]
fn results_stand_beside_the_name_of_a_test() {
    check(&[
        ("Pebble-7B achieves MATH scores of 83.6 and 85.3.", &["benchmark-score: 83.6", "benchmark-score: 85.3"]),
        ("It scores 84% on MMLU.", &["benchmark-score: 84%"]),
        ("MATH scores rose from 17.1 to 91.6.", &["benchmark-score: 17.1", "benchmark-score: 91.6"]),
        ("Terminal-Bench 2.1: 86.1, PebbleTest: 56", &["benchmark-score: 86.1", "benchmark-score: 56"]),
        ("在MMLU上的得分为82%。", &["benchmark-score: 82%"]),
        ("Costs fell by 84% in 2024.", &[]),
        ("It is 4x faster than last year.", &[]),
    ]);
}

#[test]
fn dates_are_those_of_events() {
    check(&[
        ("Pebble was released on March 5, 2024.", &["released: March 5, 2024"]),
        ("2023年12月，石子公司宣布新模型。", &["announced: 2023年12月"]),
        ("石子公司成立于2019年。", &["founded: 2019年"]),
        ("It took two weeks.", &[]),
        ("在2024年版白皮书中有报告。", &[]),
    ]);
    // The year of the sentence before.
    assert_eq!(amounts("2022年石子一号发布。7月，石子二号发布。")[1], "2022-07-01/2022-08-01");
}

#[test]
fn cells_are_values_of_what_their_column_or_row_names() {
    let table = "| Model | Params (B) | Context | Input ($ per 1M tokens) | Released |\n|---|---|---|---|---|\n\
                 | Pebble | 70 | 4K-8K | $0.5 | 2023.7 |\n";
    assert_eq!(
        found(table),
        ["parameters: 70", "context-window: 4K", "context-window: 8K", "price-input: $0.5", "released: 2023.7"]
    );
    assert_eq!(amounts(table)[0], "70000000000");
    assert_eq!(amounts(table)[4], "2023-07-01/2023-08-01");
    let turned = "| | Pebble | Marble |\n|---|---|---|\n| 参数量 | 7B | 13B |\n| MMLU | 71.2 | 80.1 |\n";
    assert_eq!(found(turned), ["parameters: 7B", "parameters: 13B", "benchmark-score: 71.2", "benchmark-score: 80.1"]);
    assert!(found("| Slides | 价格 |\n|---|---|\n| 答辩 | 100-300 |\n").is_empty());
}

#[test]
fn rumours_are_hedged_and_what_is_done_is_not() {
    assert_eq!(modalities("据爆料，石子的参数量约为30亿。"), [Modality::Hedged]);
    assert_eq!(modalities("Pebble reportedly has 70B parameters."), [Modality::Hedged]);
    assert_eq!(modalities("石子公司被传融资5000万美元。"), [Modality::Hedged]);
    assert_eq!(modalities("石子公司推出新方法，将300亿参数的模型整合至单一检查点。"), [Modality::Asserted]);
    assert_eq!(modalities("石子公司宣布将投入110亿元。"), [Modality::Asserted]);
}

#[test]
fn a_line_without_end_is_read_in_linear_time() {
    let start = std::time::Instant::now();
    assert_eq!(found(&"Pebble has 7B parameters. ".repeat(4_000)).len(), 4_000);
    // Without an end it is no sentence, and no prose.
    assert!(found(&"Pebble has 7B parameters and a 128K context, 估值60亿美元，".repeat(4_000)).is_empty());
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn verbs_of_use_make_a_part_of_the_whole() {
    check(&[
        ("Osprey-3采用30B架构，但仅激活3B参数。", &["active-parameters: 3B"]),
        (
            "Osprey-3 has 34B parameters and activates only 3B parameters.",
            &["parameters: 34B", "active-parameters: 3B"],
        ),
        ("Osprey-3共355B参数，其中32B为激活参数。", &["parameters: 355B", "active-parameters: 32B"]),
    ]);
}

#[test]
fn a_clause_of_a_verb_goes_on_with_the_noun_before() {
    check(&[
        ("与Osprey-2相比，Osprey-3参数更少，为340亿。", &["parameters: 340亿"]),
        ("Osprey-3的参数量超过1万亿。", &["parameters: 1万亿"]),
        ("参数量超过1万亿的说法没有根据，超过1万亿参数的模型很多。", &["parameters: 1万亿"]),
    ]);
}

#[test]
fn settings_and_other_counts_are_no_values() {
    check(&[
        ("In the mixed-context scenario (ISL=2k, OSL=1k) Osprey-3 is faster.", &[]),
        ("| Run | Tokens of context |\n|---|---|\n| decode | 512 rows of 1 |\n", &[]),
        ("| Data | Cost (tokens) |\n|---|---|\n| Pebble | 2M |\n", &[]),
    ]);
}

#[test]
fn adverbs_of_doubt_reach_no_further_than_their_predicate() {
    assert_eq!(modalities("Osprey-3拥有4000亿参数，可能是最大的开源模型。"), [Modality::Asserted]);
    assert_eq!(modalities("Osprey-3可能拥有4000亿参数。"), [Modality::Hedged]);
    assert_eq!(modalities("预计Osprey-3训练将耗费数月，而上一代Osprey-2的参数量为1000亿。"), [Modality::Asserted]);
    assert_eq!(modalities("据外媒援引知情人士的话称，Osprey-3的参数约5000亿。"), [Modality::Hedged]);
    assert_eq!(modalities("Osprey-3将上下文从8K提升至128K。"), [Modality::Asserted; 2]);
}
